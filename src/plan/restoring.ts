import {
  type Change,
  type ClusterState,
  type Labels,
  type Namespace,
  type Pod,
  refOfObject,
  type World,
} from "../model/index.ts";

/**
 * The changes that bring a state back to the world that it came from, without policies. Undefined if that cannot be: a
 * namespace of the world was removed, and with it what a session keeps there.
 */
export function restoring(state: ClusterState, world: World): readonly Change[] | undefined {
  const namespaces = new Map(state.namespaces.map((namespace) => [namespace.name, namespace]));
  if (!world.namespaces.every(({ name }) => namespaces.has(name))) return undefined;
  const namespaceNames = new Set(world.namespaces.map(({ name }) => name));
  const strange = state.namespaces.filter(({ name }) => !world.namespaces.some((own) => own.name === name));
  const isStrange = (namespace: string): boolean => strange.some(({ name }) => name === namespace);
  return [
    ...state.policies
      .filter(({ metadata }) => metadata.namespace === undefined || namespaceNames.has(metadata.namespace))
      .map((policy): Change => ({ action: "delete", object: refOfObject(policy) })),
    ...strange.map(({ name }): Change => ({ action: "remove-namespace", namespace: name })),
    ...restoringPods(
      state.pods.filter(({ namespace }) => !isStrange(namespace)),
      world.pods,
    ),
    ...world.namespaces.flatMap((wanted) => restoringNamespace(namespaces.get(wanted.name), wanted)),
  ];
}

function restoringPods(present: readonly Pod[], wanted: readonly Pod[]): readonly Change[] {
  const surplus = present.filter(({ ref }) => !wanted.some((pod) => pod.ref === ref));
  return [
    ...surplus.map(({ ref }): Change => ({ action: "remove-pod", pod: ref })),
    ...wanted.flatMap((pod) =>
      restoringPod(
        present.find(({ ref }) => ref === pod.ref),
        pod,
      ),
    ),
  ];
}

function restoringPod(present: Pod | undefined, wanted: Pod): readonly Change[] {
  if (present === undefined) return [{ action: "create-pod", pod: wanted }];
  const change = relabelling(present.labels, wanted.labels);
  return change === undefined ? [] : [{ action: "label-pod", pod: wanted.ref, ...change }];
}

function restoringNamespace(present: Namespace | undefined, wanted: Namespace): readonly Change[] {
  const change = present && relabelling(present.labels, wanted.labels);
  return change === undefined ? [] : [{ action: "label-namespace", namespace: wanted.name, ...change }];
}

function relabelling(present: Labels, wanted: Labels): { set: Labels; unset: readonly string[] } | undefined {
  const set = Object.fromEntries(Object.entries(wanted).filter(([key, value]) => present[key] !== value));
  const unset = Object.keys(present).filter((key) => !Object.hasOwn(wanted, key));
  return Object.keys(set).length === 0 && unset.length === 0 ? undefined : { set, unset };
}
