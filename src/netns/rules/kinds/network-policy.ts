/** NetworkPolicy (networking.k8s.io/v1) as rules: our own reading of the API, apart from the evaluator's. */
import {
  isNetworkPolicy,
  type NetworkPolicy,
  type Pod,
  type PolicyType,
  policyName,
} from "../../../model/index.ts";
import type { AddressedState } from "../addressed-state.ts";
import type { Alternative } from "./alternative.ts";
import { type AllowRule, allowRules, isolates } from "./isolation.ts";
import { peerMatches } from "./peer-match.ts";
import type { PodRule, PolicyKind } from "./policy-kind.ts";
import { portMatches } from "./port-match.ts";

/** Rules add up over policies, and what none of them allows is dropped; a pod that none isolates is open. */
export const networkPolicy: PolicyKind = {
  kind: "NetworkPolicy",
  includes: isNetworkPolicy,
  rulesFor(pod, direction, state) {
    const isolating = state.policies
      .filter(isNetworkPolicy)
      .filter((policy) => isolates(policy, pod, direction));
    if (isolating.length === 0) return [];
    const rest: PodRule = {
      matches: [],
      verdict: { type: "drop" },
      comment: pod.ref,
      origin: { pod: pod.ref, direction },
    };
    return [...isolating.flatMap((policy) => allowed(policy, pod, direction, state)), rest];
  },
};

function allowed(
  policy: NetworkPolicy,
  pod: Pod,
  direction: PolicyType,
  state: AddressedState,
): readonly PodRule[] {
  const name = policyName(policy);
  return allowRules(policy, direction).flatMap((rule, index) =>
    alternatives(rule, policy.metadata.namespace, pod, direction, state).map(({ matches }) => ({
      matches,
      verdict: { type: "return" as const },
      comment: name,
      origin: { pod: pod.ref, direction, policy: { kind: policy.kind, name, index } },
    })),
  );
}

/** A peer and a port must both match, in one family. Names of ports are those of the pods that traffic may go to. */
function alternatives(
  { peers, ports }: AllowRule,
  namespace: string,
  pod: Pod,
  direction: PolicyType,
  state: AddressedState,
): readonly Alternative[] {
  const [field, targets] =
    direction === "Ingress" ? (["saddr", [pod]] as const) : (["daddr", state.pods] as const);
  const matchedPorts = portMatches(ports, targets, state.addresses);
  return peerMatches(peers, namespace, field, state).flatMap((peer) =>
    matchedPorts
      .filter((port) => peer.family === undefined || port.family === undefined || peer.family === port.family)
      .map((port) => ({ matches: [...peer.matches, ...port.matches] })),
  );
}
