import {
  type EgressRule,
  type IngressRule,
  type NetworkPolicy,
  type Pod,
  type PolicyPeer,
  type PolicyPort,
  type PolicyType,
  policyName,
  selects,
} from "../../model/index.ts";

/** A rule of either direction. Peers or ports that are absent or empty mean any. */
export interface AllowRule {
  readonly policy: string;
  /** The policy's namespace: a peer that names no namespaces means this one. */
  readonly namespace: string;
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

/**
 * All that may pass for a pod in one direction; undefined if no policy isolates it there, so that everything may.
 * Rules add up over policies.
 */
export function allowRules(
  pod: Pod,
  direction: PolicyType,
  policies: readonly NetworkPolicy[],
): readonly AllowRule[] | undefined {
  const isolating = policies.filter(
    ({ metadata, spec }) =>
      metadata.namespace === pod.namespace &&
      selects(spec.podSelector ?? {}, pod.labels) &&
      affectedDirections(spec).includes(direction),
  );
  return isolating.length === 0 ? undefined : isolating.flatMap((policy) => rulesOf(policy, direction));
}

/** The API server's default (SetDefaults_NetworkPolicy): Ingress, and Egress if there is an egress rule. */
function affectedDirections({ policyTypes = [], egress = [] }: NetworkPolicy["spec"]): readonly PolicyType[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}

function rulesOf(policy: NetworkPolicy, direction: PolicyType): readonly AllowRule[] {
  const origin = { policy: policyName(policy), namespace: policy.metadata.namespace };
  const { ingress = [], egress = [] } = policy.spec;
  return direction === "Ingress"
    ? ingress.map(({ from = [], ports = [] }: IngressRule) => ({ ...origin, peers: from, ports }))
    : egress.map(({ to = [], ports = [] }: EgressRule) => ({ ...origin, peers: to, ports }));
}
