import { type Inventory, mayShareNamespace, type PlacedPolicy } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { effectiveRules } from "../../analysis/directed-rule.ts";
import { isWithin } from "../../analysis/requirements.ts";
import { selectedPods } from "../../analysis/scope.ts";
import type { LintRule } from "../../lint-rule.ts";

export const noEgressRules: LintRule = {
  id: "no-egress-rules",
  severity: "warning",
  summary: "policyTypes lists Egress, but only ingress has rules, so that all egress is denied, DNS included",
  docs: "A direction in policyTypes without rules allows nothing in that direction. Who means it writes egress: [].",
  inScenarios: "off",
  check: (inventory) =>
    inventory.policies
      .filter((policy) => forgetsEgress(policy) && !hasEgressElsewhere(policy, inventory))
      .map(({ place, spec }) => ({
        place: within(place, "spec", "policyTypes", spec.policyTypes?.indexOf("Egress") ?? 0),
        message:
          "policyTypes lists Egress, and there are no egress rules: all egress is denied, DNS included",
        hint: "remove Egress, or add egress rules; if nothing at all is to go out write egress: []",
      })),
};

function forgetsEgress({ spec }: PlacedPolicy): boolean {
  const { policyTypes = [], ingress = [], egress } = spec;
  return policyTypes.includes("Egress") && ingress.length > 0 && egress === undefined;
}

/** Whether another policy lets some of the same pods call out. */
function hasEgressElsewhere(policy: PlacedPolicy, inventory: Inventory): boolean {
  const pods = selectedPods(policy, inventory);
  return inventory.policies.some(
    (other) =>
      mayShareNamespace(other.namespace, policy.namespace) &&
      effectiveRules(other, "Egress").length > 0 &&
      (isWithin(policy.spec.podSelector, other.spec.podSelector) ||
        selectedPods(other, inventory).some((pod) => pods.includes(pod))),
  );
}
