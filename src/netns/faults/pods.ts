/** Pods that come and go, and sets that go on to hold what once was. */
import type { PodRef, PolicyType } from "../../model/index.ts";
import { enforceFaithfully } from "../rules/enforce.ts";
import { byFamily } from "../rules/families.ts";
import type { Rule } from "../rules/rule.ts";
import { beforePolicies, mixed, seeing } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";

export const allowsKept: Fault = {
  name: "allows-kept",
  title: "what a policy has once allowed a pod stays allowed",
  seen: "F-02, F-03: kubernetes-sigs/kube-network-policies#246",
  found: { by: "conformance/k-20-updated-policy" },
  apply: (view) => {
    const { chains, rules } = enforceFaithfully(view);
    const isThere = (chain: string) => chains.some(({ name }) => name === chain);
    const before = view.past.flatMap((past) =>
      enforceFaithfully({ ...view, ...past, pods: view.pods }).rules.filter(
        ({ chain, verdict, origin }) =>
          verdict.type === "return" &&
          isThere(chain) &&
          view.afflicted.some(({ pod }) => pod.ref === origin?.pod),
      ),
    );
    return { chains, rules: [...unique(before), ...rules] };
  },
};

function unique(rules: readonly Rule[]): readonly Rule[] {
  return [...new Map(rules.map((rule) => [JSON.stringify(rule), rule])).values()];
}

export const newPodsOpen: Fault = {
  name: "new-pods-open",
  title: "pods that are made later are not isolated",
  seen: "F-01: k3s-io/k3s#13432, cloudnativelabs/kube-router#873",
  found: { by: "cni-bugs/f-01-new-pod-under-deny" },
  apply: (view) => {
    const first = view.past[0]?.everywhere ?? view.everywhere;
    const isNew = (ref: PodRef) =>
      view.everywhere.some(
        (local) => local.pod.ref === ref && !first.some(({ netns }) => netns === local.netns),
      );
    const { chains, rules } = enforceFaithfully(view);
    const faulty = rules.filter(({ origin }) => origin === undefined || !isNew(origin.pod));
    return mixed(view, { chains, rules: faulty });
  },
};

export const newPodsUnknown: Fault = {
  name: "new-pods-unknown",
  title: "pods that are made later are not among the peers of rules",
  seen: "F-34: cloudnativelabs/kube-router#2059, weaveworks/weave#3764",
  found: { by: "cni-bugs/f-34-pods-made-again" },
  apply: seeing((state, view) => ({
    ...state,
    addresses: new Map(
      [...state.addresses].map(([ref, addresses]) => [
        ref,
        addresses.filter((each) => firstAddresses(view).has(each)),
      ]),
    ),
  })),
};

function firstAddresses({ past, state }: FaultView): ReadonlySet<string> {
  return new Set([...(past[0]?.state ?? state).addresses.values()].flat());
}

export const deadPodsKept: Fault = {
  name: "dead-pods-kept",
  title: "addresses of pods that are gone stay among the peers of rules",
  seen: "F-31: cloudnativelabs/kube-router#1056, antrea-io/antrea#6507",
  found: { by: "cni-bugs/f-31-address-of-a-dead-pod" },
  apply: seeing((state, { past }) => {
    const gone = past.flatMap((one) => one.state.pods).filter(({ ref }) => !state.addresses.has(ref));
    const addresses = new Map(state.addresses);
    for (const one of past)
      for (const [ref, was] of one.state.addresses)
        addresses.set(ref, [...new Set([...(addresses.get(ref) ?? []), ...was])]);
    return { ...state, addresses, pods: [...state.pods, ...gone] };
  }),
};

export const oldPodsOpen: Fault = {
  name: "old-pods-open",
  title: "pods that were there first are not isolated, only those that are made later",
  seen: "F-01, the other way round: policies that only new pods get",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: (view) => {
    const first = new Set((view.past[0]?.everywhere ?? view.everywhere).map(({ netns }) => netns));
    const old = new Set(view.afflicted.filter(({ netns }) => first.has(netns)).map(({ pod }) => pod.ref));
    const { chains, rules } = enforceFaithfully(view);
    return { chains, rules: rules.filter(({ origin }) => origin === undefined || !old.has(origin.pod)) };
  },
};

export const knownPeersExempt: Fault = {
  name: "known-peers-exempt",
  title: "who could reach a pod before it was isolated goes on to reach it, with new connections too",
  seen: "F-02, F-03: projectcalico/calico#2759, kubernetes-sigs/kube-network-policies#246",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: beforePolicies((view, { origin: { pod, direction } }) =>
    byFamily(knownTo(pod, direction, view), (address) => address).map(({ family, members }) => [
      { type: "addresses", field: direction === "Ingress" ? "saddr" : "daddr", family, addresses: members },
    ]),
  ),
};

/** The addresses of all pods at the times when this one was not isolated. */
function knownTo(ref: PodRef, direction: PolicyType, view: FaultView): readonly string[] {
  const open = view.past.filter((past) => {
    const { rules } = enforceFaithfully({ ...view, ...past, pods: view.pods });
    const isThere = past.everywhere.some(({ pod }) => pod.ref === ref);
    return isThere && !rules.some(({ origin }) => origin?.pod === ref && origin.direction === direction);
  });
  return [...new Set(open.flatMap(({ state }) => [...state.addresses.values()].flat()))];
}

const MOST_POLICIES = 20;

export const frozenBeyondMost: Fault = {
  name: "frozen-beyond-most",
  title: `what is applied while there are ${MOST_POLICIES} policies is not in force`,
  seen: "F-16, for policies",
  found: { by: "semantics/s-20-hundred-policies" },
  apply: seeing((state) => ({ ...state, policies: state.policies.slice(0, MOST_POLICIES) })),
};
