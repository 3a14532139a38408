/** A pod's name within a run: `namespace/name`. Services are named in the same way. */
export type PodRef = `${string}/${string}`;

export type Labels = Readonly<Record<string, string>>;

export type Protocol = "TCP" | "UDP" | "SCTP";

export type IpFamily = "ipv4" | "ipv6";

/**
 * A port that a pod listens on. `declaredIn` is where its manifest names the port: in the pod's only container, in a
 * sidecar (an init container that is always restarted), or nowhere, so that its name means nothing to policies.
 */
export interface ServedPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly name?: string;
  readonly declaredIn?: "container" | "sidecar" | "nowhere";
}

/** `labels` always holds `kubernetes.io/metadata.name`, as on a cluster. */
export interface Namespace {
  readonly name: string;
  readonly labels: Labels;
}

/** `node` is a word of the scenario: pods with the same word share a node, pods with different words do not. */
export interface Pod {
  readonly ref: PodRef;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly ports: readonly ServedPort[];
  readonly node?: string;
}

export const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

export function podRef(namespace: string, name: string): PodRef {
  return `${namespace}/${name}`;
}

/** A namespace with the label that every API server adds. */
export function namespaceWithImpliedLabel(name: string, labels: Labels = {}): Namespace {
  return { name, labels: { ...labels, [NAMESPACE_NAME_LABEL]: name } };
}
