import { selectorText } from "../label-text.ts";
import type { LintRule } from "../lint-rule.ts";
import { misspellings } from "../misspelling.ts";
import { selectsAll } from "../requirements.ts";
import { chosen, selectorUses } from "../selector-use.ts";

export const peerNoPod: LintRule = {
  id: "peer-no-pod",
  severity: "warning",
  summary: "a peer's podSelector selects no pod, so that it allows nothing",
  docs: 'NetworkPolicyPeer.podSelector without namespaceSelector "selects the pods matching podSelector in the policy\'s own namespace".',
  inScenarios: "info",
  check: (surroundings) =>
    selectorUses(surroundings)
      .filter(({ role, selector, pool }) => role === "peer" && pool.length > 0 && !selectsAll(selector))
      .filter(
        (use) => use.mayGoWith === undefined && chosen(use).length === 0 && misspellings(use).length === 0,
      )
      .map(({ selector, place }) => ({
        place,
        at: "key",
        message: `no pod of the namespaces that are meant here has the labels ${selectorText(selector)}`,
        hint: "correct the selector; for pods of another namespace the same list item needs a namespaceSelector too",
      })),
};
