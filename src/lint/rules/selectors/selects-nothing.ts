import type { Inventory } from "../../../manifest/inventory.ts";
import { selects } from "../../../model/index.ts";
import { isAbsenceKnown } from "../../analysis/known-absence.ts";
import { podNames, selectorText } from "../../analysis/label-text.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { selectsAll } from "../../analysis/requirements.ts";
import { chosen, type SelectorUse, selectorUses } from "../../analysis/selector-use.ts";
import { hintForWorkloads, labelledThemselves } from "../../analysis/workload-labels.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const selectsNothing: LintRule = {
  id: "selects-nothing",
  severity: "warning",
  summary: "the policy selects no pod, so that it protects none",
  docs: 'NetworkPolicySpec.podSelector: "selects the pods to which this NetworkPolicy object applies", in its namespace only.',
  inScenarios: "info",
  check: (inventory) =>
    selectorUses(inventory)
      .filter(({ role, selector }) => role === "subject" && !selectsAll(selector))
      .filter((use) => chosen(use).length === 0 && misspellings(use).length === 0)
      .flatMap((use) => remarkOn(use, inventory)),
};

/** Pods that are not known may be there, unless something tells what went wrong. */
function remarkOn(use: SelectorUse, inventory: Inventory): readonly RuleFinding[] {
  const { policy, selector, place } = use;
  const isKnown = isAbsenceKnown(use, inventory);
  const elsewhere = inventory.pods.filter(({ labels }) => selects(selector, labels));
  const themselves = labelledThemselves(selector, use.pods);
  if (!isKnown && elsewhere.length + themselves.length === 0) return [];
  const where = policy.namespace === undefined ? "no pod" : `no pod of ${policy.namespace}`;
  const message = `${where} has the labels ${selectorText(selector)}`;
  if (themselves.length > 0) return [{ place, at: "key", message, hint: hintForWorkloads(themselves) }];
  if (elsewhere.length > 0) {
    const hint = `${podNames(elsewhere)} would be selected, but a policy selects in its own namespace only: put it there`;
    if (isKnown) return [{ place, at: "key", message, hint }];
    return [{ place, at: "key", message: `${message}, as far as is known`, hint, severity: "info" }];
  }
  const hint = inventory.complete ? "correct the selector, or delete the policy" : "correct the selector";
  return [{ place, at: "key", message, hint }];
}
