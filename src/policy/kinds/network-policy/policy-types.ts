import type { NetworkPolicy, PolicyType } from "../../../model/index.ts";

/**
 * Which directions a policy isolates. NetworkPolicySpec.policyTypes: "If this field is not specified, it will default
 * based on the existence of ingress or egress rules; policies that contain an egress section are assumed to affect
 * egress, and all policies (whether or not they contain an ingress section) are assumed to affect ingress." An empty
 * list counts as not specified, and an egress section without rules as none, as in the API server's
 * SetDefaults_NetworkPolicy: who wants no egress at all "must specify a policyTypes value that include "Egress"".
 */
export function policyTypesOf({ spec }: NetworkPolicy): readonly PolicyType[] {
  const { policyTypes = [], egress = [] } = spec;
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}
