/** A pod's name within a run: `namespace/name`. */
export type PodRef = `${string}/${string}`;

export type Labels = Readonly<Record<string, string>>;

export type Protocol = "TCP" | "UDP" | "SCTP";

/** A port that a pod listens on. */
export interface ServedPort {
  readonly port: number;
  readonly protocol: Protocol;
  readonly name?: string;
}

/** `labels` always holds `kubernetes.io/metadata.name`, as on a cluster. */
export interface Namespace {
  readonly name: string;
  readonly labels: Labels;
}

export interface Pod {
  readonly ref: PodRef;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly ports: readonly ServedPort[];
}

export const NAMESPACE_NAME_LABEL = "kubernetes.io/metadata.name";

export function podRef(namespace: string, name: string): PodRef {
  return `${namespace}/${name}`;
}

/** A namespace with the label that every API server adds. */
export function namespaceWithImpliedLabel(name: string, labels: Labels = {}): Namespace {
  return { name, labels: { ...labels, [NAMESPACE_NAME_LABEL]: name } };
}
