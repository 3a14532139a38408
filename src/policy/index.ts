/**
 * What NetworkPolicies mean: pure, from namespaces, pods, policies and a flow to a decision and its reasons. Quoted
 * sentences are from the reference of networking.k8s.io/v1 and, where no type is named, from the NetworkPolicy concept
 * page.
 */

export type * from "../model/index.ts";
export { compilePolicies, decide } from "./compile.ts";
export { explainFlow } from "./explain.ts";
export { policiesSelecting } from "./selection.ts";
