/** Labels and selectors that are read wrongly. */
import { type LabelSelector, type PolicyPeer, requirementsOf } from "../../model/index.ts";
import { peerMatches } from "../rules/kinds/peer-match.ts";
import type { Fault } from "./fault.ts";
import { eachPolicy, eachPolicyRule } from "./policy-edits.ts";

/** Each peer of each rule is read as another. */
function eachPeer(edit: (peer: PolicyPeer) => PolicyPeer): Fault["apply"] {
  return eachPolicyRule(({ peers, ports }) => [{ peers: peers.map(edit), ports }]);
}

export const namespaceLabelsIgnored: Fault = {
  name: "namespace-labels-ignored",
  title: "a namespaceSelector selects all namespaces",
  seen: "the reading that k-06 and s-22 rule out",
  found: { by: "conformance/k-06-ingress-from-a-namespace" },
  apply: eachPeer((peer) =>
    peer.namespaceSelector === undefined ? peer : { ...peer, namespaceSelector: {} },
  ),
};

export const podLabelsIgnored: Fault = {
  name: "pod-labels-ignored",
  title: "beside a namespaceSelector a podSelector means nothing",
  seen: "the reading that k-10 rules out",
  found: { by: "conformance/k-10-pod-selector-and-namespace-selector" },
  apply: eachPeer(({ podSelector, ...peer }) =>
    podSelector === undefined || peer.namespaceSelector !== undefined ? peer : { ...peer, podSelector },
  ),
};

export const selectorsSplit: Fault = {
  name: "selectors-split",
  title: "a podSelector and a namespaceSelector in one peer are taken for two peers",
  seen: "the reading that k-09 and k-10 rule out",
  found: { by: "conformance/k-10-pod-selector-and-namespace-selector" },
  apply: eachPolicyRule(({ peers, ports }) => [{ peers: peers.flatMap(splitPeer), ports }]),
};

function splitPeer({ podSelector, namespaceSelector, ...peer }: PolicyPeer): readonly PolicyPeer[] {
  if (podSelector === undefined || namespaceSelector === undefined)
    return [
      { ...peer, ...(podSelector && { podSelector }), ...(namespaceSelector && { namespaceSelector }) },
    ];
  return [{ podSelector }, { namespaceSelector }];
}

export const podSelectorLeavesHome: Fault = {
  name: "pod-selector-leaves-home",
  title: "a podSelector alone selects pods of all namespaces",
  seen: "the reading that s-05 rules out",
  found: { by: "semantics/s-05-pod-selector-stays-at-home" },
  apply: eachPeer((peer) =>
    peer.podSelector !== undefined && peer.namespaceSelector === undefined
      ? { ...peer, namespaceSelector: {} }
      : peer,
  ),
};

export const expressionsIgnored: Fault = {
  name: "expressions-ignored",
  title: "of selectors only matchLabels count",
  seen: "the reading that k-07, k-08 and s-21 rule out",
  found: { by: "conformance/k-07-pod-match-expressions" },
  apply: eachPeer(({ podSelector, namespaceSelector, ...peer }) => ({
    ...peer,
    ...(podSelector && { podSelector: labelsOnly(podSelector) }),
    ...(namespaceSelector && { namespaceSelector: labelsOnly(namespaceSelector) }),
  })),
};

function labelsOnly({ matchLabels = {} }: LabelSelector): LabelSelector {
  return { matchLabels };
}

export const firstConditionOnly: Fault = {
  name: "first-condition-only",
  title: "of several conditions of a selector only the first counts",
  seen: "the reading that s-23 rules out",
  found: { by: "semantics/s-23-all-conditions-of-a-selector" },
  apply: eachPeer(({ podSelector, namespaceSelector, ...peer }) => ({
    ...peer,
    ...(podSelector && { podSelector: oneCondition(podSelector) }),
    ...(namespaceSelector && { namespaceSelector: oneCondition(namespaceSelector) }),
  })),
};

function oneCondition(selector: LabelSelector): LabelSelector {
  return { matchExpressions: requirementsOf(selector).slice(0, 1) };
}

export const nobodyIsEverybody: Fault = {
  name: "nobody-is-everybody",
  title: "a rule whose peers are nobody lets everybody through",
  seen: "F-10: cloudnativelabs/kube-router#85, weaveworks/weave#3347",
  found: { by: "cni-bugs/f-10-peer-of-nobody[direction=ingress,peer=a pod selector]" },
  apply: eachPolicyRule(({ peers, ports }, { namespace }, { state }) => [
    { peers: peerMatches(peers, namespace, "saddr", state).length === 0 ? [] : peers, ports },
  ]),
};

export const targetsIgnored: Fault = {
  name: "targets-ignored",
  title: "a policy isolates all pods of its namespace, whatever its podSelector says",
  seen: "the reading that s-17 and s-24 rule out",
  found: { by: "semantics/s-17-others-untouched" },
  apply: eachPolicy((policy) => ({ ...policy, spec: { ...policy.spec, podSelector: {} } })),
};

export const rulesMixed: Fault = {
  name: "rules-mixed",
  title: "the ports of each rule are open to the peers of all rules of a policy",
  seen: "the reading that s-38 rules out",
  found: { by: "semantics/s-38-rules-do-not-mix" },
  apply: eachPolicyRule((_, { index, siblings }) =>
    index > 0
      ? []
      : [
          {
            peers: unionOf(siblings.map(({ peers }) => peers)),
            ports: unionOf(siblings.map(({ ports }) => ports)),
          },
        ],
  ),
};

/** An empty list means any. */
function unionOf<T>(lists: readonly (readonly T[])[]): readonly T[] {
  return lists.some((list) => list.length === 0) ? [] : lists.flat();
}
