import type { Flow, Pod, PolicyPort } from "../model/index.ts";

/**
 * Whether a flow's port is among a rule's. NetworkPolicyIngressRule.ports: "Each item in this list is combined using a
 * logical OR. If this field is empty or missing, this rule matches all ports (traffic not restricted by port)."
 */
export function portsMatch(ports: readonly PolicyPort[] | undefined, flow: Flow, target: Pod): boolean {
  if (ports === undefined || ports.length === 0) return true;
  return ports.some((port) => portMatches(port, flow, target));
}

/**
 * NetworkPolicyPort.protocol: "If not specified, this field defaults to TCP." port: "This can either be a numerical or
 * named port on a pod. If this field is not provided, this matches all port names and numbers. If present, only traffic
 * on the specified protocol AND port will be matched." endPort: "the range of ports from port to endPort if set,
 * inclusive, should be allowed by the policy". A name means whatever the target pod gives that name for that protocol;
 * one that the target does not have matches nothing.
 */
function portMatches({ protocol = "TCP", port, endPort }: PolicyPort, flow: Flow, target: Pod): boolean {
  if (protocol !== flow.protocol) return false;
  if (port === undefined) return true;
  if (typeof port === "number") return flow.port >= port && flow.port <= (endPort ?? port);
  return target.ports.some(
    (served) => served.name === port && served.protocol === flow.protocol && served.port === flow.port,
  );
}
