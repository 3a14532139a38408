import {
  type Addresses,
  type ClusterState,
  type Flow,
  type Lookup,
  type Pod,
  portName,
} from "../../model/index.ts";
import { compilePolicies } from "../../policy/index.ts";

/** More pods than help in a line. */
const MOST_NAMED = 3;

/** Which pods may not ask DNS, so that they reach nothing by name whatever else policies allow. */
export function dnsNotes(state: ClusterState, addresses: Addresses, pods: readonly Pod[]): readonly string[] {
  const decide = compilePolicies(state, addresses);
  const denied = pods.flatMap(({ ref }) => {
    const { lookup } = decide(byName(ref));
    return lookup === undefined ? [] : [{ ref, lookup }];
  });
  const [first] = denied;
  if (first === undefined) return [];
  const named = denied.slice(0, MOST_NAMED).map(({ ref }) => ref);
  const more = denied.length - named.length;
  const who = `${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return [`by name nothing is reached from ${who}: policies deny them DNS (${serverText(first.lookup)})`];
}

/** A flow of which only the question to DNS matters. */
function byName(source: Flow["source"]): Flow {
  return { source, target: source, port: 53, protocol: "UDP", via: "service", endpoints: [] };
}

function serverText({ assumed, ...lookup }: Lookup): string {
  return `${lookup.server}:${portName(lookup)}${assumed ? ", assumed" : ""}`;
}
