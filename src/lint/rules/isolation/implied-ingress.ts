import { type Inventory, mayShareNamespace, type PlacedPolicy } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { isolates } from "../../analysis/isolates.ts";
import { isWithin } from "../../analysis/requirements.ts";
import type { LintRule } from "../../lint-rule.ts";

export const impliedIngress: LintRule = {
  id: "implied-ingress",
  severity: "warning",
  summary: "a policy with egress rules only, and without policyTypes, denies all ingress too",
  docs: 'NetworkPolicySpec.policyTypes: "all policies (whether or not they contain an ingress section) are assumed to affect ingress".',
  inScenarios: "info",
  check: (inventory) =>
    inventory.policies
      .filter((policy) => saysEgressOnly(policy) && !isClosedAnyway(policy, inventory))
      .map(({ place }) => ({
        place: within(place, "spec", "egress"),
        at: "key",
        message: "without policyTypes this policy denies all ingress too",
        hint: "write policyTypes: [Egress], or [Ingress, Egress] if that is meant",
      })),
};

function saysEgressOnly({ spec }: PlacedPolicy): boolean {
  return (
    (spec.policyTypes ?? []).length === 0 && (spec.egress ?? []).length > 0 && spec.ingress === undefined
  );
}

/** Whether another policy isolates the ingress of all these pods and says so. */
function isClosedAnyway(policy: PlacedPolicy, { policies }: Inventory): boolean {
  return policies.some(
    (other) =>
      !saysEgressOnly(other) &&
      mayShareNamespace(other.namespace, policy.namespace) &&
      isolates(other, "Ingress") &&
      isWithin(policy.spec.podSelector, other.spec.podSelector),
  );
}
