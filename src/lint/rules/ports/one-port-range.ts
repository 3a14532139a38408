import { within } from "../../../yaml/place.ts";
import { allRules, portsOf } from "../../analysis/directed-rule.ts";
import type { LintRule } from "../../lint-rule.ts";

export const onePortRange: LintRule = {
  id: "one-port-range",
  severity: "info",
  summary: "endPort equals port: a range of one port",
  docs: 'NetworkPolicyPort.endPort closes a range "from port to endPort, inclusive".',
  inScenarios: "off",
  check: ({ policies }) =>
    policies
      .flatMap(allRules)
      .flatMap(portsOf)
      .filter(({ port }) => port.endPort !== undefined && port.endPort === port.port)
      .map(({ port, place }) => ({
        place: within(place, "endPort"),
        message: `the range from ${port.port} to ${port.endPort} is one port`,
        hint: "remove endPort, or correct it",
      })),
};
