import type { Inventory } from "../../../manifest/inventory.ts";
import { selects } from "../../../model/index.ts";
import { podNames, selectorText } from "../../analysis/label-text.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { selectsAll } from "../../analysis/requirements.ts";
import { chosen, type SelectorUse, selectorUses } from "../../analysis/selector-use.ts";
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

/** Nothing if no pod of the policy's namespace is known: there may be some. */
function remarkOn(
  { policy, selector, place, pool }: SelectorUse,
  { pods }: Inventory,
): readonly RuleFinding[] {
  const elsewhere = pods.filter(({ labels }) => selects(selector, labels));
  if (pool.length === 0 && elsewhere.length === 0) return [];
  const where = policy.namespace === undefined ? "no pod" : `no pod of ${policy.namespace}`;
  const hint =
    elsewhere.length === 0
      ? "correct the selector, or delete the policy"
      : `${podNames(elsewhere)} would be selected, but a policy selects in its own namespace only: put it there`;
  return [{ place, at: "key", message: `${where} has the labels ${selectorText(selector)}`, hint }];
}
