import { NETWORK_POLICY_MANIFEST } from "../../../manifest/policy-manifest.ts";
import { isNetworkPolicy, mapPeers, renamedSelector } from "../../../model/index.ts";
import { NETWORK_POLICY_ORDER, policyKind } from "../../engine/policy-kind.ts";
import { networkPolicyTier, TIER } from "./tier.ts";

/** NetworkPolicy of networking.k8s.io/v1. */
export const networkPolicyKind = policyKind({
  manifest: NETWORK_POLICY_MANIFEST,
  is: isNetworkPolicy,
  tiers: [{ name: TIER, order: NETWORK_POLICY_ORDER, compile: networkPolicyTier }],
  renamed: (policy, rename) => ({
    ...policy,
    spec: mapPeers(policy.spec, ({ namespaceSelector, ...peer }) => ({
      ...peer,
      ...(namespaceSelector && { namespaceSelector: renamedSelector(namespaceSelector, rename) }),
    })),
  }),
});
