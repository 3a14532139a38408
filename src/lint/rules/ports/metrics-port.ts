import type { Inventory, PlacedPolicy } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { listed, podNames } from "../../analysis/label-text.ts";
import { type UnallowedMetrics, unallowedMetrics } from "../../analysis/metrics/unallowed-metrics.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const metricsPort: LintRule = {
  id: "metrics-port",
  severity: "info",
  summary: "a port from which metrics are to be read is in no rule of the policies that isolate its pods",
  docs: "Prometheus reads the port that the annotation prometheus.io/port, a ServiceMonitor or a PodMonitor names; an isolated pod hears only what a rule allows.",
  inScenarios: "off",
  check: (inventory: Inventory) => {
    const found = unallowedMetrics(inventory);
    return inventory.policies.flatMap((policy) =>
      remarksOn(
        policy,
        found.filter((each) => each.policy === policy),
      ),
    );
  },
};

/** One for each port. */
function remarksOn({ place }: PlacedPolicy, found: readonly UnallowedMetrics[]): readonly RuleFinding[] {
  return [...new Set(found.map(({ port }) => port))].map((port) => {
    const same = found.filter((each) => each.port === port);
    const pods = podNames(same.map(({ pod }) => pod));
    const sources = listed(same.map(({ source }) => source));
    return {
      place: within(place, "spec", "podSelector"),
      at: "key",
      message: `metrics of ${pods} are to be read from port ${port} (${sources}), and no rule allows that port`,
      hint: `allow port ${port} from where Prometheus runs, here or in a policy of its own`,
    };
  });
}
