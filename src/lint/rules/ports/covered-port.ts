import { allRules, portsOf } from "../../analysis/directed-rule.ts";
import { isPortWithin } from "../../analysis/redundancy/coverage.ts";
import type { LintRule } from "../../lint-rule.ts";

export const coveredPort: LintRule = {
  id: "covered-port",
  severity: "warning",
  summary: "a port is allowed by another item of the same list already",
  docs: "Items of ports are ORed: one without port means all of its protocol, and a range all from port to endPort.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies.flatMap(allRules).flatMap((rule) => {
      const items = portsOf(rule);
      return items.flatMap(({ port, place }, index) => {
        const wider = items.findIndex(
          (other, at) =>
            at !== index && isPortWithin(port, other.port) && (at < index || !isPortWithin(other.port, port)),
        );
        if (wider < 0) return [];
        const message = `item ${wider + 1} of the same "ports" allows this port already`;
        return [{ place, message, hint: "remove it, or correct what should differ" }];
      });
    }),
};
