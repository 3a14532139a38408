import {
  type NetworkPolicy,
  type Pod,
  type PodRef,
  type PolicyPort,
  type PolicyType,
  policyName,
  rulesOf,
} from "../model/index.ts";
import type { AddressBook } from "./address-book.ts";
import type { Connection } from "./connection.ts";
import { type PeerMatch, peerMatch } from "./peer.ts";
import type { PodDirectory } from "./pod-directory.ts";
import { policyTypesOf } from "./policy-types.ts";
import { portsMatch } from "./port-rule.ts";
import { byName, isSelected } from "./selection.ts";
import type { Opinion, Tier } from "./tier.ts";

interface CompiledRule {
  readonly isPeer: PeerMatch;
  readonly ports: readonly PolicyPort[] | undefined;
}

interface CompiledPolicy {
  readonly name: string;
  readonly rules: readonly CompiledRule[];
}

/** The policies that isolate one pod, and what is said where none of their rules matches. */
interface Isolation {
  readonly policies: readonly CompiledPolicy[];
  readonly denial: Opinion;
}

const NOT_ISOLATED: Opinion = { action: "pass", selecting: [] };

/**
 * NetworkPolicy in one direction. NetworkPolicySpec.ingress: "Traffic is allowed to a pod if there are no NetworkPolicies
 * selecting the pod (and cluster policy otherwise allows the traffic), OR if the traffic source is the pod's local node,
 * OR if the traffic matches at least one ingress rule across all of the NetworkPolicy objects whose podSelector matches
 * the pod." NetworkPolicySpec.egress says the same of outgoing traffic. Nodes are out of scope.
 */
export function networkPolicyTier(
  direction: PolicyType,
  policies: readonly NetworkPolicy[],
  pods: PodDirectory,
  book: AddressBook,
): Tier {
  const isolations = isolationsOf(direction, policies, pods, book);
  return (connection) => {
    const { source, target } = connection;
    const [pod, peer] = direction === "Egress" ? [source, target] : [target, source];
    const isolation = isolations.get(pod.ref);
    return isolation === undefined ? NOT_ISOLATED : opinionOf(isolation, peer, connection);
  };
}

/** NetworkPolicyIngressRule: "The traffic must match both ports and from"; NetworkPolicyEgressRule: "both ports and to". */
function opinionOf({ policies, denial }: Isolation, peer: Pod, connection: Connection): Opinion {
  for (const { name, rules } of policies) {
    const rule = rules.findIndex(
      ({ isPeer, ports }) => portsMatch(ports, connection) && isPeer(peer, connection),
    );
    if (rule >= 0)
      return { action: "accept", selecting: denial.selecting, allowedBy: { policy: name, rule } };
  }
  return denial;
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
    for (const { ref } of pods
      .inNamespace(policy.metadata.namespace)
      .filter((pod) => isSelected(policy, pod))) {
      const others = isolating.get(ref);
      if (others === undefined) isolating.set(ref, [compiled]);
      else others.push(compiled);
    }
  }
  return new Map([...isolating].map(([ref, list]) => [ref, isolationBy(list)]));
}

function isolationBy(policies: readonly CompiledPolicy[]): Isolation {
  return { policies, denial: { action: "deny", selecting: policies.map(({ name }) => name) } };
}

function compilePolicy(
  direction: PolicyType,
  policy: NetworkPolicy,
  pods: PodDirectory,
  book: AddressBook,
): CompiledPolicy {
  const rules = rulesOf(direction, policy.spec).map(({ peers, ports }) => ({
    isPeer: peerMatch(peers, policy.metadata.namespace, pods, book),
    ports,
  }));
  return { name: policyName(policy), rules };
}
