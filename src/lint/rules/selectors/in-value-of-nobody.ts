import type { Inventory } from "../../../manifest/inventory.ts";
import type { SelectorRequirement } from "../../../model/index.ts";
import { within } from "../../../yaml/place.ts";
import { isAbsenceKnown } from "../../analysis/known-absence.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { chosen, type SelectorUse, selectorUses } from "../../analysis/selector-use.ts";
import { hintForWorkloads, labelledThemselves } from "../../analysis/workload-labels.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const inValueOfNobody: LintRule = {
  id: "in-value-of-nobody",
  severity: "info",
  summary:
    "a value of In is no pod's, though others of its values are; a warning if a workload has it itself",
  docs: "Pods get the labels of the template's metadata; those of the Deployment, Job or CronJob itself are not theirs.",
  inScenarios: "info",
  check: (inventory) =>
    selectorUses(inventory)
      .filter((use) => use.role !== "peer-namespaces" && chosen(use).length > 0)
      .flatMap((use) =>
        (use.selector.matchExpressions ?? []).flatMap((requirement, index) =>
          valuesOfNobody(use, requirement, index, inventory),
        ),
      ),
};

function valuesOfNobody(
  use: SelectorUse,
  { key, operator, values = [] }: SelectorRequirement,
  index: number,
  inventory: Inventory,
): readonly RuleFinding[] {
  if (operator !== "In" || values.length < 2) return [];
  const known = new Set(use.pool.map(({ labels }) => labels[key]));
  const misspelled = new Set(misspellings(use).map(({ written }) => written));
  return values.flatMap((value, position): readonly RuleFinding[] => {
    if (known.has(value) || misspelled.has(`${key}=${value}`)) return [];
    const place = within(use.place, "matchExpressions", index, "values", position);
    const message = `no pod that is meant here has the label ${key}=${value}`;
    const workloads = labelledThemselves({ matchLabels: { [key]: value } }, use.pods);
    if (workloads.length > 0)
      return [{ place, message, hint: hintForWorkloads(workloads), severity: "warning" }];
    return isAbsenceKnown(use, inventory) ? [{ place, message, hint: "correct or remove the value" }] : [];
  });
}
