import {
  type Change,
  isNetworkPolicy,
  type LabelSelector,
  mapPeers,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  type PolicyObject,
  type PolicyPeer,
  podRef,
  type Service,
  type World,
} from "../model/index.ts";

/** Namespaces that every cluster has: no scenario can declare them, and policies that name them mean the cluster's. */
const CLUSTERS_OWN = /^(default|kube-.*)$/;

/** Other names for a scenario's namespaces, wherever they are written; selectors that ask for names included. */
export class RenamedNamespaces {
  readonly #suffix: string;
  readonly #originals = new Map<string, string>();
  /** Not of the scenario. */
  readonly #kept: ReadonlySet<string>;

  /** @param kept - namespaces that keep their names. */
  constructor(suffix: string, kept: readonly string[] = []) {
    this.#suffix = suffix;
    this.#kept = new Set(kept);
  }

  name(original: string): string {
    if (CLUSTERS_OWN.test(original) || this.#kept.has(original)) return original;
    const renamed = `${original}${this.#suffix}`;
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

  world({ namespaces, pods, services }: World): World {
    return {
      namespaces: namespaces.map((each) => this.#namespace(each)),
      pods: pods.map((each) => this.#pod(each)),
      services: services.map((each) => this.#service(each)),
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
    return isNetworkPolicy(object)
      ? { ...object, metadata, spec: mapPeers(object.spec, (peer) => this.#peer(peer)) }
      : { ...object, metadata };
  }

  #placed(namespace: string | undefined): { readonly namespace?: string } {
    return namespace === undefined ? {} : { namespace: this.name(namespace) };
  }

  #peer({ namespaceSelector, ...peer }: PolicyPeer): PolicyPeer {
    return { ...peer, ...(namespaceSelector && { namespaceSelector: this.#selector(namespaceSelector) }) };
  }

  #selector({ matchLabels, matchExpressions }: LabelSelector): LabelSelector {
    return {
      ...(matchLabels && {
        matchLabels: Object.fromEntries(
          Object.entries(matchLabels).map(([key, value]) => [key, this.#value(key, value)]),
        ),
      }),
      ...(matchExpressions && {
        matchExpressions: matchExpressions.map(({ values, ...requirement }) => ({
          ...requirement,
          ...(values && { values: values.map((value) => this.#value(requirement.key, value)) }),
        })),
      }),
    };
  }

  #value(key: string, value: string): string {
    return key === NAMESPACE_NAME_LABEL ? this.name(value) : value;
  }
}
