import {
  type DirectionDecision,
  type Flow,
  type NetworkPolicy,
  type Pod,
  type PodRef,
  type PolicyPeer,
  type PolicyPort,
  type PolicyType,
  policyName,
} from "../model/index.ts";
import type { AddressBook } from "./address-book.ts";
import { type PeerMatch, peerMatch } from "./peer.ts";
import type { PodDirectory } from "./pod-directory.ts";
import { policyTypesOf } from "./policy-types.ts";
import { portsMatch } from "./port-rule.ts";
import { byName, isSelected } from "./selection.ts";

/** What one tier of policies says about a flow in one direction. */
export type DecideDirection = (source: Pod, target: Pod, flow: Flow) => DirectionDecision;

interface CompiledRule {
  readonly isPeer: PeerMatch;
  readonly ports: readonly PolicyPort[] | undefined;
}

interface CompiledPolicy {
  readonly name: string;
  readonly rules: readonly CompiledRule[];
}

/** The policies that isolate one pod. */
interface Isolation {
  readonly selecting: readonly string[];
  readonly policies: readonly CompiledPolicy[];
}

const NOT_ISOLATED: Isolation = { selecting: [], policies: [] };

/**
 * Decides one direction. NetworkPolicySpec.ingress: "Traffic is allowed to a pod if there are no NetworkPolicies
 * selecting the pod (and cluster policy otherwise allows the traffic), OR if the traffic source is the pod's local node,
 * OR if the traffic matches at least one ingress rule across all of the NetworkPolicy objects whose podSelector matches
 * the pod." NetworkPolicySpec.egress says the same of outgoing traffic. Nodes are out of scope.
 */
export function compileDirection(
  direction: PolicyType,
  policies: readonly NetworkPolicy[],
  pods: PodDirectory,
  book: AddressBook,
): DecideDirection {
  const isolations = isolationsOf(direction, policies, pods, book);
  return (source, target, flow) => {
    const [pod, peer] = direction === "Egress" ? [source, target] : [target, source];
    const { selecting, policies } = isolations.get(pod.ref) ?? NOT_ISOLATED;
    const allowedBy = firstAllowing(policies, peer, target, flow);
    const allowed = policies.length === 0 || allowedBy !== undefined;
    return { direction, allowed, selecting, ...(allowedBy === undefined ? {} : { allowedBy }) };
  };
}

/** NetworkPolicyIngressRule: "The traffic must match both ports and from"; NetworkPolicyEgressRule: "both ports and to". */
function firstAllowing(
  policies: readonly CompiledPolicy[],
  peer: Pod,
  target: Pod,
  flow: Flow,
): DirectionDecision["allowedBy"] {
  for (const { name, rules } of policies) {
    const rule = rules.findIndex(
      ({ isPeer, ports }) => portsMatch(ports, flow, target) && isPeer(peer.ref, target.ref),
    );
    if (rule >= 0) return { policy: name, rule };
  }
  return undefined;
}

function isolationsOf(
  direction: PolicyType,
  policies: readonly NetworkPolicy[],
  pods: PodDirectory,
  book: AddressBook,
): ReadonlyMap<PodRef, Isolation> {
  const isolating = new Map<PodRef, CompiledPolicy[]>();
  for (const policy of byName(policies).filter((each) => policyTypesOf(each).includes(direction))) {
    const compiled = compilePolicy(direction, policy, pods, book);
    for (const pod of pods.inNamespace(policy.metadata.namespace)) {
      if (isSelected(policy, pod)) isolating.set(pod.ref, [...(isolating.get(pod.ref) ?? []), compiled]);
    }
  }
  return new Map(
    [...isolating].map(([ref, list]) => [ref, { selecting: list.map(({ name }) => name), policies: list }]),
  );
}

function compilePolicy(
  direction: PolicyType,
  policy: NetworkPolicy,
  pods: PodDirectory,
  book: AddressBook,
): CompiledPolicy {
  const compile = (peers: readonly PolicyPeer[] | undefined): PeerMatch =>
    peerMatch(peers, policy.metadata.namespace, pods, book);
  const { ingress = [], egress = [] } = policy.spec;
  const rules =
    direction === "Ingress"
      ? ingress.map(({ from, ports }) => ({ isPeer: compile(from), ports }))
      : egress.map(({ to, ports }) => ({ isPeer: compile(to), ports }));
  return { name: policyName(policy), rules };
}
