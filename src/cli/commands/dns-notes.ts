import {
  type Addresses,
  type ClusterState,
  type Flow,
  fewNames,
  type Lookup,
  type Pod,
  portName,
} from "../../model/index.ts";
import { compilePolicies } from "../../policy/index.ts";

/** Which pods may not ask DNS, so that they reach nothing by name whatever else policies allow. */
export function dnsNotes(state: ClusterState, addresses: Addresses, pods: readonly Pod[]): readonly string[] {
  const decide = compilePolicies(state, addresses);
  const denied = pods.flatMap(({ ref }) => {
    const { lookup } = decide(byName(ref));
    return lookup === undefined ? [] : [{ ref, lookup }];
  });
  const [first] = denied;
  if (first === undefined) return [];
  const who = fewNames(denied.map(({ ref }) => ref));
  return [`by name nothing is reached from ${who}: policies deny them DNS (${serverText(first.lookup)})`];
}

/** A flow of which only the question to DNS matters. */
function byName(source: Flow["source"]): Flow {
  return { source, target: source, port: 53, protocol: "UDP", via: "service", endpoints: [] };
}

function serverText({ assumed, ...lookup }: Lookup): string {
  return `${lookup.server}:${portName(lookup)}${assumed ? ", assumed" : ""}`;
}
