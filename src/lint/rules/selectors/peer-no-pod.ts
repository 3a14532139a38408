import type { Inventory } from "../../../manifest/inventory.ts";
import { type LabelSelector, selects } from "../../../model/index.ts";
import { podNames, selectorText } from "../../analysis/label-text.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { selectsAll } from "../../analysis/requirements.ts";
import { chosen, selectorUses } from "../../analysis/selector-use.ts";
import type { LintRule } from "../../lint-rule.ts";

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
      .map(({ selector, place }) => ({
        place,
        at: "key",
        message: `no pod of the namespaces that are meant here has the labels ${selectorText(selector)}`,
        hint: hintFor(selector, inventory),
      })),
};

function hintFor(selector: LabelSelector, { pods }: Inventory): string {
  const elsewhere = pods.filter(({ labels }) => selects(selector, labels));
  if (elsewhere.length === 0) return "correct the selector, or remove the peer";
  const has = elsewhere.length === 1 ? "has" : "have";
  return `${podNames(elsewhere)} ${has} them: the same list item needs a namespaceSelector for that namespace`;
}
