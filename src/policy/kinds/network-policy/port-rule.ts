import type { Pod, PolicyPort, Protocol } from "../../../model/index.ts";
import type { Connection } from "../../engine/connection.ts";

type Dialed = Pick<Connection, "target" | "port" | "protocol">;

/**
 * Whether a connection's port is among a rule's. NetworkPolicyIngressRule.ports: "Each item in this list is combined using
 * a logical OR. If this field is empty or missing, this rule matches all ports (traffic not restricted by port)."
 */
export function portsMatch(ports: readonly PolicyPort[] | undefined, dialed: Dialed): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((port) => portMatches(port, dialed));
}

/**
 * NetworkPolicyPort.protocol: "If not specified, this field defaults to TCP." port: "This can either be a numerical or
 * named port on a pod. If this field is not provided, this matches all port names and numbers. If present, only traffic
 * on the specified protocol AND port will be matched." endPort: "the range of ports from port to endPort if set,
 * inclusive, should be allowed by the policy".
 */
function portMatches({ protocol = "TCP", port, endPort }: PolicyPort, dialed: Dialed): boolean {
  if (protocol !== dialed.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === "number") return dialed.port >= port && dialed.port <= (endPort ?? port);
  return portsNamed(dialed.target, port, protocol).includes(dialed.port);
}

/**
 * The ports that a pod's manifest gives a name for a protocol, in its container or in a sidecar; none if no port has that
 * name. A pod may listen where its manifest says nothing: such a port has no name.
 */
export function portsNamed({ ports }: Pod, name: string, protocol: Protocol): readonly number[] {
  return ports
    .filter(
      (served) => served.name === name && served.protocol === protocol && served.declaredIn !== "nowhere",
    )
    .map(({ port }) => port);
}
