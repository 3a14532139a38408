import {
  isSameObject,
  type ObjectRef,
  objectName,
  type PolicyObject,
  refOfObject,
} from "../policy/policy-object.ts";
import type { World } from "../run/plan.ts";
import type { Change } from "./change.ts";
import type { Labels } from "./pod.ts";

/** What decides who may talk to whom: namespaces, pods, services and policies at one moment. */
export interface ClusterState extends World {
  /** Of every kind, each object once. */
  readonly policies: readonly PolicyObject[];
}

/** A world in which no policy is in force. */
export function withoutPolicies({ namespaces, pods, services, dns }: World): ClusterState {
  return { namespaces, pods, services, ...(dns && { dns }), policies: [] };
}

/** The state after one change; the given state stays as it is. */
export function afterChange(state: ClusterState, change: Change): ClusterState {
  switch (change.action) {
    case "apply":
      return { ...state, policies: [...policiesBut(state, refOfObject(change.object)), change.object] };
    case "delete":
      return { ...state, policies: policiesBut(state, change.object) };
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
    case "create-namespace":
      return { ...state, namespaces: [...state.namespaces, change.namespace] };
    case "remove-namespace":
      return withoutNamespace(state, change.namespace);
    case "create-pod":
      return { ...state, pods: [...state.pods, change.pod] };
    case "remove-pod":
      return { ...state, pods: state.pods.filter(({ ref }) => ref !== change.pod) };
    case "restart-pod":
      return state;
  }
}

function policiesBut({ policies }: ClusterState, ref: ObjectRef): readonly PolicyObject[] {
  return policies.filter((policy) => !isSameObject(refOfObject(policy), ref));
}

function withoutNamespace(state: ClusterState, name: string): ClusterState {
  const isElsewhere = ({ namespace }: { readonly namespace?: string }): boolean => namespace !== name;
  return {
    namespaces: state.namespaces.filter((namespace) => namespace.name !== name),
    pods: state.pods.filter(isElsewhere),
    services: state.services.filter(isElsewhere),
    policies: state.policies.filter(({ metadata }) => isElsewhere(metadata)),
  };
}

/** Why a change cannot be made to a state, as an API server would say: something does not exist, or does already. */
export function whyImpossible(state: ClusterState, change: Change): string | undefined {
  switch (change.action) {
    case "apply":
      return missingNamespace(state, change.object.metadata.namespace);
    case "delete":
      return missingNamespace(state, change.object.namespace) ?? missingObject(state, change.object);
    case "label-namespace":
    case "remove-namespace":
      return missingNamespace(state, change.namespace);
    case "create-namespace":
      return hasNamespace(state, change.namespace.name)
        ? `the namespace ${change.namespace.name} exists already`
        : undefined;
    case "create-pod":
      return (
        missingNamespace(state, change.pod.namespace) ??
        (hasPod(state, change.pod.ref) ? `the pod ${change.pod.ref} exists already` : undefined)
      );
    case "label-pod":
    case "remove-pod":
    case "restart-pod":
      return hasPod(state, change.pod) ? undefined : `there is no pod ${change.pod}`;
  }
}

/** Objects of the cluster are in no namespace. */
function missingNamespace(state: ClusterState, name: string | undefined): string | undefined {
  return name === undefined || hasNamespace(state, name) ? undefined : `there is no namespace ${name}`;
}

function missingObject({ policies }: ClusterState, ref: ObjectRef): string | undefined {
  if (policies.some((policy) => isSameObject(refOfObject(policy), ref))) return undefined;
  const kind = ref.kind === "NetworkPolicy" ? "NetworkPolicy " : "";
  return `there is no ${kind}${objectName(ref)} to delete`;
}

function hasNamespace({ namespaces }: ClusterState, wanted: string): boolean {
  return namespaces.some(({ name }) => name === wanted);
}

function hasPod({ pods }: ClusterState, wanted: string): boolean {
  return pods.some(({ ref }) => ref === wanted);
}

export function afterChanges(state: ClusterState, changes: readonly Change[]): ClusterState {
  return changes.reduce(afterChange, state);
}

function relabelled(labels: Labels, { set, unset }: { set: Labels; unset: readonly string[] }): Labels {
  const kept = Object.entries(labels).filter(([key]) => !unset.includes(key));
  return { ...Object.fromEntries(kept), ...set };
}
