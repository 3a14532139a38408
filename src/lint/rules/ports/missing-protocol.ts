import type { Inventory } from "../../../manifest/inventory.ts";
import { DIRECTIONS, effectiveRules, portsOf } from "../../analysis/directed-rule.ts";
import { isPortWithin } from "../../analysis/redundancy/coverage.ts";
import { servedAs, type TargetPort, targetPorts } from "../../analysis/target-port.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const missingProtocol: LintRule = {
  id: "missing-protocol",
  severity: "warning",
  summary: "a port without protocol means TCP, and only UDP or SCTP is served there",
  docs: 'NetworkPolicyPort.protocol: "If not specified, this field defaults to TCP." DNS on port 53 is asked over UDP first.',
  inScenarios: "info",
  check: (inventory) => {
    const unserved = targetPorts(inventory).flatMap((target) => servedOtherwise(target) ?? []);
    const places = unserved.map(({ place }) => JSON.stringify(place.path));
    return [
      ...unserved,
      ...dnsOverTcpOnly(inventory).filter(({ place }) => !places.includes(JSON.stringify(place.path))),
    ];
  },
};

function servedOtherwise(target: TargetPort): RuleFinding | undefined {
  const { port, place } = target;
  if (port.protocol !== undefined || port.port === undefined || servedAs(target, "TCP").length > 0)
    return undefined;
  const [other] = servedAs(target);
  if (other === undefined) return undefined;
  return {
    place,
    message: `port ${port.port} without a protocol means TCP, and the pods serve it over ${other.protocol}`,
    hint: `write protocol: ${other.protocol}`,
  };
}

/** Ports 53 that are TCP by default, in policies that allow 53 over UDP nowhere in that direction. */
function dnsOverTcpOnly({ policies }: Inventory): readonly RuleFinding[] {
  return policies
    .flatMap((policy) => DIRECTIONS.map((direction) => effectiveRules(policy, direction).flatMap(portsOf)))
    .filter((ports) => !ports.some(({ port }) => isPortWithin({ protocol: "UDP", port: 53 }, port)))
    .flatMap((ports) => ports.filter(({ port }) => port.port === 53 && port.protocol === undefined))
    .map(({ place }) => ({
      place,
      message: "port 53 without a protocol means TCP, and DNS is asked over UDP first",
      hint: "allow both: { port: 53, protocol: UDP } and { port: 53, protocol: TCP }",
    }));
}
