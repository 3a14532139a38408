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

/** Why a change cannot be made to a state, as an API server would say: it is about something that does not exist. */
export function whyImpossible(
  { namespaces, pods, policies }: ClusterState,
  change: Change,
): string | undefined {
  if (change.action === "label-pod") {
    return pods.some(({ ref }) => ref === change.pod) ? undefined : `there is no pod ${change.pod}`;
  }
  const namespace = change.action === "apply" ? change.policy.metadata.namespace : change.namespace;
  if (!namespaces.some(({ name }) => name === namespace)) return `there is no namespace ${namespace}`;
  if (change.action !== "delete") return undefined;
  const name = `${namespace}/${change.name}`;
  return policies.some((policy) => policyName(policy) === name)
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
