import type { Labels } from "../../model/index.ts";
import { InputError } from "../input-error.ts";

export const CLUSTERS = ["local", "kubernetes", "memory"] as const;

export type ClusterKind = (typeof CLUSTERS)[number];

/** The flags that choose and shape the cluster, as commander hands them over. */
export interface ClusterFlags {
  readonly cluster?: ClusterKind;
  readonly context?: string;
  readonly kubeconfig?: string;
  readonly image?: string;
  readonly imagePullSecret?: readonly string[];
  readonly nodeSelector?: readonly string[];
  readonly keep?: boolean;
  readonly namespaceSuffix?: string;
  /** Of the user's, lent to netverdict. */
  readonly namespaces?: readonly string[];
  /** `NAME` or `NAME:WHERE`; the local cluster only. */
  readonly fault?: string;
}

/** Flags that mean nothing without a Kubernetes cluster. */
const KUBERNETES_ONLY = {
  kubeconfig: "--kubeconfig",
  image: "--image",
  imagePullSecret: "--image-pull-secret",
  nodeSelector: "--node-selector",
  keep: "--keep",
  namespaceSuffix: "--namespace-suffix",
  namespaces: "--namespaces",
} as const satisfies Partial<Record<keyof ClusterFlags, string>>;

/**
 * Which cluster is meant: `local` unless a context is given. A Kubernetes cluster is never chosen by the kubeconfig's
 * current context: tests must not run where nobody meant them to.
 */
export function clusterKind(flags: ClusterFlags): ClusterKind {
  const kind = flags.cluster ?? (flags.context === undefined ? "local" : "kubernetes");
  if (kind === "kubernetes" && flags.context === undefined) {
    throw new InputError(
      "--cluster kubernetes needs --context NAME: the current context is never used by accident",
    );
  }
  if (kind !== "local" && flags.fault !== undefined)
    throw new InputError("--fault needs the local cluster: faults are planted nowhere else");
  if (kind !== "kubernetes") refuseKubernetesFlags(kind, flags);
  return kind;
}

function refuseKubernetesFlags(kind: ClusterKind, flags: ClusterFlags): void {
  if (flags.context !== undefined)
    throw new InputError(`--context and --cluster ${kind} contradict each other`);
  for (const [key, flag] of Object.entries(KUBERNETES_ONLY)) {
    if (Reflect.get(flags, key) !== undefined) throw new InputError(`${flag} needs --context NAME`);
  }
}

/** Reads `key=value` pairs, each possibly several separated by commas. */
export function parseNodeSelector(pairs: readonly string[]): Labels {
  const entries = pairs
    .flatMap((text) => text.split(","))
    .map((pair): [string, string] => {
      const [key = "", value, ...rest] = pair.split("=");
      if (key === "" || value === undefined || rest.length > 0) {
        throw new InputError(`--node-selector ${pair}: write KEY=VALUE`);
      }
      return [key, value];
    });
  return Object.fromEntries(entries);
}

/** A suffix that leaves names of namespaces valid. */
export function parseNamespaceSuffix(text: string): string {
  if (/^[-a-z0-9]{0,20}[a-z0-9]$/.test(text)) return text;
  throw new InputError(
    `--namespace-suffix ${text}: write up to 21 lower case letters, digits and "-", the last no "-"`,
  );
}
