import {
  type ClusterState,
  type NetworkPolicy,
  type Pod,
  type PolicyPeer,
  type PolicyPort,
  selects,
} from "../model/index.ts";

/**
 * This file and rules.ts read the NetworkPolicy API on their own: enforcement shares nothing with the evaluator but the
 * matching of label selectors, so that one misreading cannot make both agree.
 */
export type Direction = "ingress" | "egress";

/** One rule of a policy, whichever direction it is for. Undefined or empty means unrestricted. */
export interface EffectiveRule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

/** The policies that isolate a pod in a direction. */
export function isolating(state: ClusterState, pod: Pod, direction: Direction): readonly NetworkPolicy[] {
  return state.policies.filter(
    (policy) =>
      policy.metadata.namespace === pod.namespace &&
      selects(policy.spec.podSelector ?? {}, pod.labels) &&
      concerns(policy, direction),
  );
}

/** API reference, policyTypes: without it, a policy is about ingress, and about egress if it has egress rules. */
function concerns({ spec }: NetworkPolicy, direction: Direction): boolean {
  const listed = spec.policyTypes ?? [];
  if (listed.length > 0) return listed.some((type) => type.toLowerCase() === direction);
  return direction === "ingress" || (spec.egress?.length ?? 0) > 0;
}

export function rulesOf({ spec }: NetworkPolicy, direction: Direction): readonly EffectiveRule[] {
  if (direction === "ingress")
    return (spec.ingress ?? []).map(({ from = [], ports = [] }) => ({ peers: from, ports }));
  return (spec.egress ?? []).map(({ to = [], ports = [] }) => ({ peers: to, ports }));
}

/** The pods that a peer's selectors mean, for a policy of `namespace`. */
export function selectedPeers(
  state: ClusterState,
  { podSelector, namespaceSelector }: PolicyPeer,
  namespace: string,
): readonly Pod[] {
  const namespaces = state.namespaces.filter(({ name, labels }) =>
    namespaceSelector ? selects(namespaceSelector, labels) : podSelector !== undefined && name === namespace,
  );
  const names = new Set(namespaces.map(({ name }) => name));
  return state.pods.filter((pod) => names.has(pod.namespace) && selects(podSelector ?? {}, pod.labels));
}
