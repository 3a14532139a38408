import type { PlacedPolicy } from "../../manifest/inventory.ts";
import type { PolicyType } from "../../model/index.ts";
import { policyTypesOf } from "../../policy/kinds/network-policy/policy-types.ts";

/** Whether a policy isolates what it selects in a direction. */
export function isolates({ name, namespace = "", spec }: PlacedPolicy, direction: PolicyType): boolean {
  return policyTypesOf({
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace },
    spec,
  }).includes(direction);
}
