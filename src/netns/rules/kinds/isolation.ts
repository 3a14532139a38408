import {
  type EgressRule,
  type IngressRule,
  type NetworkPolicy,
  type Pod,
  type PolicyPeer,
  type PolicyPort,
  type PolicyType,
  selects,
} from "../../../model/index.ts";

/** A rule of either direction. Peers or ports that are absent or empty mean any. */
export interface AllowRule {
  readonly peers: readonly PolicyPeer[];
  readonly ports: readonly PolicyPort[];
}

/** Whether a policy selects a pod and is about a direction. */
export function isolates({ metadata, spec }: NetworkPolicy, pod: Pod, direction: PolicyType): boolean {
  return (
    metadata.namespace === pod.namespace &&
    selects(spec.podSelector ?? {}, pod.labels) &&
    affectedDirections(spec).includes(direction)
  );
}

/** A policy's rules of one direction, in the order in which they stand. */
export function allowRules({ spec }: NetworkPolicy, direction: PolicyType): readonly AllowRule[] {
  const { ingress = [], egress = [] } = spec;
  return direction === "Ingress"
    ? ingress.map(({ from = [], ports = [] }: IngressRule) => ({ peers: from, ports }))
    : egress.map(({ to = [], ports = [] }: EgressRule) => ({ peers: to, ports }));
}

/** The API server's default (SetDefaults_NetworkPolicy): Ingress, and Egress if there is an egress rule. */
export function affectedDirections({
  policyTypes = [],
  egress = [],
}: NetworkPolicy["spec"]): readonly PolicyType[] {
  if (policyTypes.length > 0) return policyTypes;
  return egress.length > 0 ? ["Ingress", "Egress"] : ["Ingress"];
}
