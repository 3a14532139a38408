/** Changes that are not followed. */
import type { Labels, PolicyObject } from "../../model/index.ts";
import type { AddressedState } from "../rules/addressed-state.ts";
import { seeing } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";
import { nameOf } from "./policy-edits.ts";

/** The first of the states in which something was, the present one included. */
function firstWith<T>(
  { past, state }: FaultView,
  find: (state: AddressedState) => T | undefined,
): T | undefined {
  for (const each of [...past.map((one) => one.state), state]) {
    const found = find(each);
    if (found !== undefined) return found;
  }
  return undefined;
}

export const relabelIgnored: Fault = {
  name: "relabel-ignored",
  title: "pods keep the labels that they were created with",
  seen: "the reading that k-22, k-24 and s-35 rule out",
  found: { by: "conformance/k-22-updated-client-pod" },
  apply: seeing((state, view) => ({
    ...state,
    pods: state.pods.map((pod) => ({
      ...pod,
      labels: firstWith(view, ({ pods }) => pods.find(({ ref }) => ref === pod.ref)?.labels) ?? pod.labels,
    })),
  })),
};

export const namespaceRelabelIgnored: Fault = {
  name: "namespace-relabel-ignored",
  title: "namespaces keep the labels that they were created with",
  seen: "F-27: kubeovn/kube-ovn#1920",
  found: { by: "conformance/k-21-updated-namespace" },
  apply: seeing((state, view) => ({
    ...state,
    namespaces: state.namespaces.map(({ name }) => ({ name, labels: firstLabels(name, view) })),
  })),
};

function firstLabels(namespace: string, view: FaultView): Labels {
  return firstWith(view, (state) => state.namespaces.find(({ name }) => name === namespace)?.labels) ?? {};
}

export const labelRemovalMissed: Fault = {
  name: "label-removal-missed",
  title: "labels that are taken from a pod or a namespace go on to count",
  seen: "F-27: aws/aws-network-policy-agent PR#602",
  found: { by: "cni-bugs/f-27-labels-of-a-namespace[peer=alone]" },
  apply: seeing((state, { past }) => ({
    ...state,
    namespaces: state.namespaces.map((namespace) => ({
      ...namespace,
      labels: everHad(past, namespace.labels, (one) =>
        one.namespaces.find(({ name }) => name === namespace.name),
      ),
    })),
    pods: state.pods.map((pod) => ({
      ...pod,
      labels: everHad(past, pod.labels, (one) => one.pods.find(({ ref }) => ref === pod.ref)),
    })),
  })),
};

function everHad(
  past: FaultView["past"],
  labels: Labels,
  find: (state: AddressedState) => { readonly labels: Labels } | undefined,
): Labels {
  return Object.assign({}, ...past.map(({ state }) => find(state)?.labels ?? {}), labels);
}

export const updateIgnored: Fault = {
  name: "update-ignored",
  title: "a policy stays as it was first applied",
  seen: "the reading that k-20 rules out",
  found: { by: "conformance/k-20-updated-policy" },
  apply: seeing((state, view) => ({
    ...state,
    policies: state.policies.map((policy) => firstForm(policy, view)),
  })),
};

function firstForm(policy: PolicyObject, view: FaultView): PolicyObject {
  return (
    firstWith(view, ({ policies }) => policies.find((other) => nameOf(other) === nameOf(policy))) ?? policy
  );
}

export const deletionIgnored: Fault = {
  name: "deletion-ignored",
  title: "a policy that was deleted stays in force",
  seen: "F-35: leftovers; the reading that k-33 rules out",
  found: { by: "conformance/k-33-deleted-policy" },
  apply: seeing((state, { past }) => {
    const all = new Map(past.flatMap((one) => one.state.policies).map((policy) => [nameOf(policy), policy]));
    for (const policy of state.policies) all.set(nameOf(policy), policy);
    return { ...state, policies: [...all.values()] };
  }),
};

export const lastApplyLost: Fault = {
  name: "last-apply-lost",
  title: "of the policies that are applied at one time the last is not followed until the next change",
  seen: "F-16, F-42: an update that is lost on its way",
  found: { by: "conformance/k-20-updated-policy" },
  apply: seeing((state, { past, afflicted }) => {
    const before = past.at(-1)?.state.policies ?? [];
    const last = state.policies.findLast(
      (policy) =>
        !before.includes(policy) && afflicted.some(({ pod }) => pod.namespace === policy.metadata.namespace),
    );
    const old = last && before.find((policy) => nameOf(policy) === nameOf(last));
    return {
      ...state,
      policies: state.policies.flatMap((policy) => (policy === last ? (old ?? []) : policy)),
    };
  }),
};
