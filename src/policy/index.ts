/** What NetworkPolicies mean: pure, from policies, pods and a flow to a decision. */
export { compilePolicies, decide, policiesSelecting } from "./compile.ts";
export type { Addresses } from "./peer.ts";
