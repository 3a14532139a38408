import type { ClusterState, Labels, Namespace, Pod, PodRef } from "../../model/index.ts";

/** The pods of one state, by reference and by namespace. */
export interface PodDirectory {
  readonly namespaces: readonly Namespace[];
  /** Throws if there is no such pod. */
  get(ref: PodRef): Pod;
  namespaceOf(pod: Pod): Namespace;
  /** Empty for a namespace without pods. */
  inNamespace(name: string): readonly Pod[];
}

/** @throws Error if a pod is in a namespace that the state lacks: its labels would be a guess. */
export function podDirectory({ namespaces, pods }: Pick<ClusterState, "namespaces" | "pods">): PodDirectory {
  const byRef = new Map(pods.map((pod) => [pod.ref, pod]));
  const byNamespace = new Map<string, Inhabited>(
    namespaces.map((namespace) => [namespace.name, { namespace, pods: [] }]),
  );
  const home = ({ ref, namespace }: Pod): Inhabited => {
    const found = byNamespace.get(namespace);
    if (found === undefined) throw new Error(`pod ${ref} is in a namespace that does not exist`);
    return found;
  };
  for (const pod of pods) home(pod).pods.push(pod);
  return {
    namespaces,
    get: (ref) => {
      const pod = byRef.get(ref);
      if (pod === undefined) throw new Error(`there is no pod ${ref}`);
      return pod;
    },
    namespaceOf: (pod) => home(pod).namespace,
    inNamespace: (name) => byNamespace.get(name)?.pods ?? [],
  };
}

interface Inhabited {
  readonly namespace: Namespace;
  readonly pods: Pod[];
}

/** The pods of a directory whose namespace and own labels satisfy two conditions. */
export function podsWhere(
  directory: PodDirectory,
  isNamespace: (namespace: Namespace) => boolean,
  hasLabels: (labels: Labels) => boolean,
): readonly Pod[] {
  return directory.namespaces
    .filter(isNamespace)
    .flatMap(({ name }) => directory.inNamespace(name))
    .filter(({ labels }) => hasLabels(labels));
}
