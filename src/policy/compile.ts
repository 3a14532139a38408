import {
  type ClusterState,
  type Decision,
  type DirectionDecision,
  type Flow,
  type NetworkPolicy,
  type Pod,
  type PodRef,
  type PolicyPort,
  type PolicyType,
  policyName,
  selects,
} from "../model/index.ts";
import { type Addresses, type PeerSet, peerSet } from "./peer.ts";
import { policyTypesOf } from "./policy-types.ts";
import { portsMatch } from "./port-rule.ts";

interface CompiledRule {
  readonly peers: PeerSet;
  readonly ports: readonly PolicyPort[] | undefined;
}

/** A policy's share in one direction, its peers resolved to pods. */
interface CompiledPolicy {
  readonly name: string;
  readonly rules: readonly CompiledRule[];
}

type BySelectedPod = ReadonlyMap<PodRef, readonly CompiledPolicy[]>;

/**
 * Resolves every selector once, so that many flows can be decided quickly.
 *
 * NetworkPolicySpec.ingress: "Traffic is allowed to a pod if there are no NetworkPolicies selecting the pod (and cluster
 * policy otherwise allows the traffic), OR if the traffic source is the pod's local node, OR if the traffic matches at
 * least one ingress rule across all of the NetworkPolicy objects whose podSelector matches the pod." Egress likewise; a
 * flow needs both. A pod cannot block access to itself, so that a flow to itself is always allowed.
 */
export function compilePolicies(state: ClusterState, addresses: Addresses): (flow: Flow) => Decision {
  const pods = new Map(state.pods.map((pod) => [pod.ref, pod]));
  const egress = compileDirection("Egress", state, addresses);
  const ingress = compileDirection("Ingress", state, addresses);
  return (flow) => {
    const target = pods.get(flow.target);
    if (target === undefined) throw new Error(`there is no pod ${flow.target}`);
    const out = decideDirection("Egress", egress.get(flow.source), flow, flow.target, target);
    const into = decideDirection("Ingress", ingress.get(flow.target), flow, flow.source, target);
    return {
      allowed: flow.source === flow.target || (out.allowed && into.allowed),
      egress: out,
      ingress: into,
    };
  };
}

/** One flow's decision; to decide many, compile once. */
export function decide(state: ClusterState, flow: Flow, addresses: Addresses): Decision {
  return compilePolicies(state, addresses)(flow);
}

/** The policies that select a pod, in whichever direction. */
export function policiesSelecting(state: ClusterState, pod: Pod): readonly NetworkPolicy[] {
  return state.policies.filter((policy) => isSelected(policy, pod));
}

/** NetworkPolicySpec.podSelector: "An empty selector matches all pods in the policy's namespace." */
function isSelected({ metadata, spec }: NetworkPolicy, pod: Pod): boolean {
  return metadata.namespace === pod.namespace && selects(spec.podSelector ?? {}, pod.labels);
}

function compileDirection(direction: PolicyType, state: ClusterState, addresses: Addresses): BySelectedPod {
  const bySelected = new Map<PodRef, CompiledPolicy[]>();
  for (const policy of state.policies) {
    if (!policyTypesOf(policy).includes(direction)) continue;
    const compiled = { name: policyName(policy), rules: compileRules(direction, policy, state, addresses) };
    for (const { ref } of state.pods.filter((pod) => isSelected(policy, pod))) {
      const list = bySelected.get(ref);
      if (list === undefined) bySelected.set(ref, [compiled]);
      else list.push(compiled);
    }
  }
  return bySelected;
}

function compileRules(
  direction: PolicyType,
  { metadata, spec }: NetworkPolicy,
  state: ClusterState,
  addresses: Addresses,
): readonly CompiledRule[] {
  const rules =
    direction === "Ingress"
      ? (spec.ingress ?? []).map(({ from, ports }) => ({ peers: from, ports }))
      : (spec.egress ?? []).map(({ to, ports }) => ({ peers: to, ports }));
  return rules.map(({ peers, ports }) => ({
    peers: peerSet(peers, metadata.namespace, state, addresses),
    ports,
  }));
}

function decideDirection(
  direction: PolicyType,
  policies: readonly CompiledPolicy[] = [],
  flow: Flow,
  peer: PodRef,
  target: Pod,
): DirectionDecision {
  const selecting = policies.map(({ name }) => name);
  if (policies.length === 0) return { direction, allowed: true, selecting };
  for (const { name, rules } of policies) {
    const rule = rules.findIndex(
      ({ peers, ports }) => (peers === undefined || peers.has(peer)) && portsMatch(ports, flow, target),
    );
    if (rule >= 0) return { direction, allowed: true, selecting, allowedBy: { policy: name, rule } };
  }
  return { direction, allowed: false, selecting };
}
