import type { Inventory } from "../../../manifest/inventory.ts";
import { selects } from "../../../model/index.ts";
import { isAbsenceKnown } from "../../analysis/known-absence.ts";
import { podNames, selectorText } from "../../analysis/label-text.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { selectsAll } from "../../analysis/requirements.ts";
import { chosen, type SelectorUse, selectorUses } from "../../analysis/selector-use.ts";
import { hintForWorkloads, labelledThemselves } from "../../analysis/workload-labels.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const peerNoPod: LintRule = {
  id: "peer-no-pod",
  severity: "warning",
  summary: "a peer's podSelector selects no pod, so that it allows nothing",
  docs: 'NetworkPolicyPeer.podSelector without namespaceSelector "selects the pods matching podSelector in the policy\'s own namespace".',
  inScenarios: "info",
  check: (inventory) =>
    selectorUses(inventory)
      .filter(({ role, selector, pool }) => role === "peer" && pool.length > 0 && !selectsAll(selector))
      .filter(
        (use) => use.mayGoWith === undefined && chosen(use).length === 0 && misspellings(use).length === 0,
      )
      .flatMap((use) => remarkOn(use, inventory)),
};

/** Pods that are not known may be there, unless something tells what went wrong. */
function remarkOn(use: SelectorUse, inventory: Inventory): readonly RuleFinding[] {
  const { selector, place, namespaces } = use;
  const elsewhere =
    namespaces === undefined ? inventory.pods.filter(({ labels }) => selects(selector, labels)) : [];
  const themselves = labelledThemselves(selector, use.pods);
  const isKnown = isAbsenceKnown(use, inventory);
  if (!isKnown && elsewhere.length + themselves.length === 0) return [];
  const message = `no pod of the namespaces that are meant here has the labels ${selectorText(selector)}`;
  if (elsewhere.length > 0) {
    const has = elsewhere.length === 1 ? "has" : "have";
    const hint = `${podNames(elsewhere)} ${has} them: the same list item needs a namespaceSelector for that namespace`;
    return [{ place, at: "key", message, hint, ...(isKnown ? {} : { severity: "info" }) }];
  }
  if (themselves.length > 0) return [{ place, at: "key", message, hint: hintForWorkloads(themselves) }];
  const hint = inventory.complete ? "correct the selector, or remove the peer" : "correct the selector";
  return [{ place, at: "key", message, hint }];
}
