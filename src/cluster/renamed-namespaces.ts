import {
  type Change,
  type Namespace,
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  type PolicyObject,
  podRef,
  type Service,
  type World,
} from "../model/index.ts";
import { POLICY_KINDS, type PolicyKind } from "../policy/index.ts";

/** Namespaces that every cluster has: policies that name them mean the cluster's. */
const CLUSTERS_OWN = /^(default|kube-.*)$/;

/** Other names for a scenario's namespaces, wherever they are written; selectors that ask for names included. */
export class RenamedNamespaces {
  readonly #rename: (name: string) => string;
  readonly #originals = new Map<string, string>();
  /** Whether the scenario has pods of its own in `default`, as manifests have that name no namespace. */
  #hasDefault = false;
  /** Not of the scenario. */
  readonly #fixed: ReadonlyMap<string, string>;
  readonly #kinds: readonly PolicyKind[];

  /**
   * @param rename - another name for each of a scenario's.
   * @param fixed - what becomes of namespaces that are not the scenario's.
   * @param kinds - those whose policies are looked into; of others only the place is renamed.
   */
  constructor(
    rename: (name: string) => string,
    fixed: ReadonlyMap<string, string> = new Map(),
    kinds: readonly PolicyKind[] = POLICY_KINDS,
  ) {
    this.#rename = rename;
    this.#fixed = fixed;
    this.#kinds = kinds;
    for (const [original, renamed] of fixed) this.#originals.set(renamed, original);
  }

  name(original: string): string {
    const fixed = this.#fixed.get(original);
    if (fixed !== undefined) return fixed;
    if (this.#isClusters(original)) return original;
    const renamed = this.#rename(original);
    this.#originals.set(renamed, original);
    return renamed;
  }

  ref(original: PodRef): PodRef {
    const [namespace = "", name = ""] = original.split("/");
    return podRef(this.name(namespace), name);
  }

  /** What the scenario calls a pod or Service; what was never renamed is called as it is. */
  original(ref: PodRef): PodRef {
    const [namespace = "", name = ""] = ref.split("/");
    return podRef(this.#originals.get(namespace) ?? namespace, name);
  }

  #isClusters(name: string): boolean {
    return CLUSTERS_OWN.test(name) && !(name === "default" && this.#hasDefault);
  }

  world({ namespaces, pods, services, nodes }: World): World {
    this.#hasDefault = namespaces.some(({ name }) => name === "default");
    return {
      namespaces: namespaces.map((each) => this.#namespace(each)),
      pods: pods.map((each) => this.#pod(each)),
      services: services.map((each) => this.#service(each)),
      ...(nodes === undefined ? {} : { nodes }),
    };
  }

  change(change: Change): Change {
    switch (change.action) {
      case "apply":
        return { ...change, object: this.#object(change.object) };
      case "delete":
        return { ...change, object: { ...change.object, ...this.#placed(change.object.namespace) } };
      case "label-namespace":
      case "remove-namespace":
        return { ...change, namespace: this.name(change.namespace) };
      case "create-namespace":
        return { ...change, namespace: this.#namespace(change.namespace) };
      case "create-pod":
        return { ...change, pod: this.#pod(change.pod) };
      case "label-pod":
      case "remove-pod":
      case "restart-pod":
        return { ...change, pod: this.ref(change.pod) };
    }
  }

  #namespace({ name, labels }: Namespace): Namespace {
    return namespaceWithImpliedLabel(this.name(name), labels);
  }

  #pod(pod: Pod): Pod {
    return { ...pod, ref: this.ref(pod.ref), namespace: this.name(pod.namespace) };
  }

  #service(service: Service): Service {
    const { ref, namespace, backs } = service;
    return {
      ...service,
      ref: this.ref(ref),
      namespace: this.name(namespace),
      backs: "pod" in backs ? { pod: this.ref(backs.pod) } : backs,
    };
  }

  #object(object: PolicyObject): PolicyObject {
    const metadata = { ...object.metadata, ...this.#placed(object.metadata.namespace) };
    const rename = (namespace: string): string => this.name(namespace);
    return this.#kinds.reduce((before, kind) => kind.renamed(before, rename), { ...object, metadata });
  }

  #placed(namespace: string | undefined): { readonly namespace?: string } {
    return namespace === undefined ? {} : { namespace: this.name(namespace) };
  }
}
