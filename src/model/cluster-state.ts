import type { Change } from "./change.ts";
import { type NetworkPolicy, policyName } from "./network-policy.ts";
import type { Labels, Namespace, Pod } from "./pod.ts";

/** What decides who may talk to whom: namespaces, pods and policies at one moment. */
export interface ClusterState {
  readonly namespaces: readonly Namespace[];
  readonly pods: readonly Pod[];
  readonly policies: readonly NetworkPolicy[];
}

/** The state after one change; the given state stays as it is. */
export function afterChange(state: ClusterState, change: Change): ClusterState {
  switch (change.action) {
    case "apply": {
      const name = policyName(change.policy);
      return { ...state, policies: [...state.policies.filter((p) => policyName(p) !== name), change.policy] };
    }
    case "delete": {
      const name = `${change.namespace}/${change.name}`;
      return { ...state, policies: state.policies.filter((p) => policyName(p) !== name) };
    }
    case "label-pod":
      return {
        ...state,
        pods: state.pods.map((pod) =>
          pod.ref === change.pod ? { ...pod, labels: relabelled(pod.labels, change) } : pod,
        ),
      };
    case "label-namespace":
      return {
        ...state,
        namespaces: state.namespaces.map((ns) =>
          ns.name === change.namespace ? { ...ns, labels: relabelled(ns.labels, change) } : ns,
        ),
      };
  }
}

/** Why a change cannot be made to a state, as an API server would say: what does not exist cannot be deleted. */
export function whyImpossible(state: ClusterState, change: Change): string | undefined {
  if (change.action !== "delete") return undefined;
  const name = `${change.namespace}/${change.name}`;
  return state.policies.some((policy) => policyName(policy) === name)
    ? undefined
    : `there is no NetworkPolicy ${name} to delete`;
}

export function afterChanges(state: ClusterState, changes: readonly Change[]): ClusterState {
  return changes.reduce(afterChange, state);
}

function relabelled(labels: Labels, { set, unset }: { set: Labels; unset: readonly string[] }): Labels {
  const kept = Object.entries(labels).filter(([key]) => !unset.includes(key));
  return { ...Object.fromEntries(kept), ...set };
}
