import type { NetworkPolicy, PolicyType } from "../model/index.ts";

/**
 * Which directions a policy isolates. NetworkPolicySpec.policyTypes: "If this field is not specified, it will default
 * based on the existence of ingress or egress rules; policies that contain an egress section are assumed to affect
 * egress, and all policies (whether or not they contain an ingress section) are assumed to affect ingress."
 */
export function policyTypesOf({ spec }: NetworkPolicy): readonly PolicyType[] {
  if (spec.policyTypes !== undefined && spec.policyTypes.length > 0) return spec.policyTypes;
  return spec.egress !== undefined && spec.egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}
