/**
 * A kind of policies that only tests know: everything from some pods is denied, whatever NetworkPolicies say. It is all
 * that there is to write for a kind: its manifest's shape, its tier, and where its spec names namespaces.
 */
import { z } from "zod";
import {
  type LabelSelector,
  type PolicyObject,
  type PolicyType,
  policyName,
  selects,
  type TierOpinion,
} from "../../../src/model/index.ts";
import { NETWORK_POLICY_ORDER, policyKind, type Tier } from "../../../src/policy/index.ts";

interface DenyFrom extends PolicyObject {
  readonly kind: "DenyFrom";
  readonly spec: { readonly namespace: string; readonly pods: LabelSelector };
}

const TIER = "DenyFrom";

export const denyFrom = policyKind<DenyFrom>({
  manifest: {
    apiVersion: "example.com/v1",
    kind: "DenyFrom",
    scope: "Cluster",
    schema: z.strictObject({
      apiVersion: z.string(),
      kind: z.string(),
      metadata: z.strictObject({ name: z.string() }),
      spec: z.strictObject({
        namespace: z.string(),
        pods: z.strictObject({ matchLabels: z.record(z.string(), z.string()).exactOptional() }),
      }),
    }),
  },
  is: (object): object is DenyFrom => object.kind === "DenyFrom",
  tiers: [{ name: TIER, order: NETWORK_POLICY_ORDER - 1, compile }],
  renamed: (policy, rename) => ({
    ...policy,
    spec: { ...policy.spec, namespace: rename(policy.spec.namespace) },
  }),
});

function compile(direction: PolicyType, policies: readonly DenyFrom[]): Tier {
  const decide: Tier["decide"] = ({ source }): TierOpinion => {
    const denying = policies
      .filter(({ spec }) => spec.namespace === source.namespace && selects(spec.pods, source.labels))
      .map(policyName);
    const [first] = direction === "Egress" ? denying : [];
    if (first === undefined) return { tier: TIER, action: "pass", selecting: [] };
    return { tier: TIER, action: "deny", selecting: denying, by: { policy: first } };
  };
  const explain: Tier["explain"] = ({ source }) => ({
    policies: [],
    words: [`everything from ${source.ref} is denied, before any NetworkPolicy is asked`],
    proposals: [],
  });
  return { decide, explain };
}
