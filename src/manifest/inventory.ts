import type { Labels, NetworkPolicySpec, Protocol, ServedPort } from "../model/index.ts";
import type { Place } from "../yaml/place.ts";

/** All that is looked at together: policies, and what is known of the cluster that they are meant for. */
export interface Inventory {
  readonly policies: readonly PlacedPolicy[];
  readonly namespaces: readonly KnownNamespace[];
  readonly pods: readonly KnownPod[];
  readonly services: readonly KnownService[];
  /** Objects of kinds that are not known, none if left out. */
  readonly others?: readonly OtherObject[];
  /** What was written and could not be read, in a sentence each. */
  readonly leftOut?: readonly string[];
  /** Whether there is nothing else: so in a scenario, where a pod appears once for each step. Manifests may lack some. */
  readonly complete: boolean;
}

/** A policy and where it stands. The namespace may not be known: then it is whichever kubectl is set to. */
export interface PlacedPolicy {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly spec: NetworkPolicySpec;
  readonly place: Place;
}

/** An object of a kind of which nothing is known. */
export interface OtherObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly place: Place;
}

export interface KnownNamespace {
  readonly name: string;
  readonly labels: Labels;
  readonly place: Place;
}

/**
 * A pod, or what a workload makes pods of: `name` is then the workload's and `kind` its kind. `node` is the only one on
 * which it may run, if it says so. `objectLabels` are those of the workload itself, which its pods do not get. `controller` is what made it, as a cluster tells.
 * `generateName`: the server adds to it; the name is made of it here.
 */
export interface KnownPod {
  readonly kind?: string;
  readonly name: string;
  readonly generateName?: string;
  readonly namespace: string | undefined;
  readonly labels: Labels;
  readonly objectLabels?: Labels;
  readonly ports: readonly ServedPort[];
  readonly replicas?: number;
  /** How many pods are to stand for it, one if left out. */
  readonly twins?: number;
  readonly hostNetwork?: boolean;
  readonly windows?: boolean;
  readonly node?: string;
  readonly controller?: { readonly kind: string; readonly name: string };
  readonly place: Place;
}

/** The same wherever it was found. */
export type Workload = Omit<KnownPod, "place"> & Partial<Pick<KnownPod, "place">>;

/** A Service. It leads to no pods of its own choice if the selector is empty or it stands for an `externalName`. */
export interface KnownService {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly selector: Labels;
  readonly headless?: boolean;
  readonly externalName?: string;
  readonly place?: Place;
  readonly ports: readonly KnownServicePort[];
}

export interface KnownServicePort {
  readonly name?: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly targetPort: number | string;
}

/** `namespace/name`, or the name alone where the namespace is not known. */
export function refOf({
  namespace,
  name,
}: {
  readonly namespace: string | undefined;
  readonly name: string;
}): string {
  return namespace === undefined ? name : `${namespace}/${name}`;
}

/** Whether two things are, or may be, in the same namespace. */
export function mayShareNamespace(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
