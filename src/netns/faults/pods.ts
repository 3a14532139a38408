/** Pods that come and go, and sets that go on to hold what once was. */
import type { PodRef } from "../../model/index.ts";
import { enforceFaithfully } from "../rules/enforce.ts";
import type { Rule } from "../rules/rule.ts";
import { mixed, seeing } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";

export const allowsKept: Fault = {
  name: "allows-kept",
  title: "what a policy has once allowed a pod stays allowed",
  seen: "F-02, F-03: kubernetes-sigs/kube-network-policies#246",
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
  apply: seeing((state, { past }) => {
    const gone = past.flatMap((one) => one.state.pods).filter(({ ref }) => !state.addresses.has(ref));
    const addresses = new Map(state.addresses);
    for (const one of past)
      for (const [ref, was] of one.state.addresses)
        addresses.set(ref, [...new Set([...(addresses.get(ref) ?? []), ...was])]);
    return { ...state, addresses, pods: [...state.pods, ...gone] };
  }),
};

const MOST_POLICIES = 20;

export const frozenBeyondMost: Fault = {
  name: "frozen-beyond-most",
  title: `what is applied while there are ${MOST_POLICIES} policies is not in force`,
  seen: "F-16, for policies",
  apply: seeing((state) => ({ ...state, policies: state.policies.slice(0, MOST_POLICIES) })),
};
