import type { Pod, PolicyPort, Protocol } from "../../model/index.ts";
import { type AddressedState, ANY, familyOf, type Match } from "./peer-match.ts";

/**
 * The expressions that together match a rule's ports, each to be tried on its own. Any port is one empty
 * expression; a named port that no target serves is no expression at all.
 *
 * @param targets - the pods that traffic of the rule may go to; names of ports are theirs.
 */
export function portMatches(
  ports: readonly PolicyPort[],
  targets: readonly Pod[],
  addresses: AddressedState["addresses"],
): readonly Match[] {
  if (ports.length === 0) return [ANY];
  return ports.flatMap((port) =>
    typeof port.port === "string"
      ? namedPort(port.port, protocolOf(port), targets, addresses)
      : [{ expression: numberedPort(port, protocolOf(port)) }],
  );
}

function protocolOf({ protocol = "TCP" }: PolicyPort): Protocol {
  return protocol;
}

function numberedPort({ port, endPort }: PolicyPort, protocol: Protocol): string {
  const header = protocol.toLowerCase();
  if (port === undefined) return `meta l4proto ${header}`;
  return `${header} dport ${endPort === undefined ? port : `${port}-${endPort}`}`;
}

/**
 * A name means another number in each pod, so it matches pairs of address and number. Names that no container of a pod
 * declares mean nothing.
 */
function namedPort(
  name: string,
  protocol: Protocol,
  targets: readonly Pod[],
  addresses: AddressedState["addresses"],
): readonly Match[] {
  const pairs = targets.flatMap(({ ref, ports }) =>
    ports
      .filter(
        (served) => served.name === name && served.protocol === protocol && served.declaredIn !== "nowhere",
      )
      .flatMap(({ port }) => (addresses.get(ref) ?? []).map((address) => ({ address, port }))),
  );
  return (["ip", "ip6"] as const)
    .map((family) => [family, pairs.filter(({ address }) => familyOf(address) === family)] as const)
    .filter(([, members]) => members.length > 0)
    .map(([family, members]) => {
      const elements = members.map(({ address, port }) => `${address} . ${port}`);
      const expression = `${family} daddr . ${protocol.toLowerCase()} dport { ${elements.join(", ")} }`;
      return { family, expression };
    });
}
