/**
 * What policies mean: pure, from namespaces, pods, policies and a flow to a decision and its reasons. `engine/` asks one
 * tier after another and knows no kind; each kind of policies is a folder of `kinds/`. Quoted sentences are from the
 * reference of networking.k8s.io/v1 and, where no type is named, from the NetworkPolicy concept page.
 */

export type * from "../model/index.ts";
export { compilePolicies, decide, explainFlow } from "./decide.ts";
export { NETWORK_POLICY_ORDER, type PolicyKind, policyKind, type Tier } from "./engine/policy-kind.ts";
export { POLICY_KINDS } from "./kinds/index.ts";
