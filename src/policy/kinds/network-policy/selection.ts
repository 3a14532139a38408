import {
  type ClusterState,
  isNetworkPolicy,
  type NetworkPolicy,
  type Pod,
  type PodRef,
  policyName,
  selects,
} from "../../../model/index.ts";

/**
 * The policies whose podSelector selects a pod, in either direction, by name.
 *
 * @throws Error if there is no such pod.
 */
export function policiesSelecting(state: ClusterState, ref: PodRef): readonly NetworkPolicy[] {
  const pod = state.pods.find((candidate) => candidate.ref === ref);
  if (pod === undefined) throw new Error(`there is no pod ${ref}`);
  return byName(state.policies.filter(isNetworkPolicy)).filter((policy) => isSelected(policy, pod));
}

/**
 * NetworkPolicySpec.podSelector: "An empty selector matches all pods in the policy's namespace." "This field is
 * optional. If it is not specified, it defaults to an empty selector."
 */
export function isSelected({ metadata, spec }: NetworkPolicy, pod: Pod): boolean {
  return metadata.namespace === pod.namespace && selects(spec.podSelector ?? {}, pod.labels);
}

/** Policies in the order of their names, so that nothing hangs on the order in which they were created. */
export function byName(policies: readonly NetworkPolicy[]): readonly NetworkPolicy[] {
  return policies
    .map((policy) => ({ policy, name: policyName(policy) }))
    .sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)))
    .map(({ policy }) => policy);
}
