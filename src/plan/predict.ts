import { afterChanges, type ClusterState, type Decision, type Plan, type PodRef } from "../model/index.ts";
import { compilePolicies } from "../policy/index.ts";

/**
 * What the policies mean for every flow of every step, in the order of the plan's steps and flows.
 *
 * @param addresses - each pod's IPs, which ipBlock rules are matched against.
 */
export function predict(
  plan: Plan,
  addresses: ReadonlyMap<PodRef, readonly string[]>,
): readonly (readonly Decision[])[] {
  let state: ClusterState = { namespaces: plan.namespaces, pods: plan.pods, policies: [] };
  return plan.steps.map(({ changes, flows }) => {
    state = afterChanges(state, changes);
    return flows.map(compilePolicies(state, addresses));
  });
}
