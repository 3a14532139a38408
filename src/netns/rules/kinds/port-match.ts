import type { Pod, PolicyPort, Protocol } from "../../../model/index.ts";
import type { AddressedState } from "../addressed-state.ts";
import { byFamily } from "../families.ts";
import type { AddressAndPort, Match } from "../match.ts";
import { type Alternative, ANY } from "./alternative.ts";

/**
 * What a rule's ports match, each alternative to be tried on its own. Any port is one without conditions; a named port
 * that no target serves is no alternative at all.
 *
 * @param targets - the pods that traffic of the rule may go to; names of ports are theirs.
 */
export function portMatches(
  ports: readonly PolicyPort[],
  targets: readonly Pod[],
  addresses: AddressedState["addresses"],
): readonly Alternative[] {
  if (ports.length === 0) return [ANY];
  return ports.flatMap(({ protocol = "TCP", port, endPort }) =>
    typeof port === "string"
      ? namedPort(port, protocol, targets, addresses)
      : [{ matches: [numberedPort(protocol, port, endPort)] }],
  );
}

function numberedPort(protocol: Protocol, port: number | undefined, endPort: number | undefined): Match {
  if (port === undefined) return { type: "protocol", protocol };
  return { type: "port", protocol, port, ...(endPort === undefined ? {} : { endPort }) };
}

/** A name means another number in each pod, so it matches pairs of address and number. */
function namedPort(
  name: string,
  protocol: Protocol,
  targets: readonly Pod[],
  addresses: AddressedState["addresses"],
): readonly Alternative[] {
  const sockets = targets.flatMap((pod) => socketsOf(pod, name, protocol, addresses));
  return byFamily(sockets, ({ address }) => address).map(({ family, members }) => ({
    family,
    matches: [{ type: "sockets", family, protocol, sockets: members }],
  }));
}

/** Names that no container of a pod declares mean nothing. */
function socketsOf(
  { ref, ports }: Pod,
  name: string,
  protocol: Protocol,
  addresses: AddressedState["addresses"],
): readonly AddressAndPort[] {
  return ports
    .filter(
      (served) => served.name === name && served.protocol === protocol && served.declaredIn !== "nowhere",
    )
    .flatMap(({ port }) => (addresses.get(ref) ?? []).map((address) => ({ address, port })));
}
