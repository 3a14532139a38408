import {
  type Addresses,
  type Change,
  type ClusterFacts,
  namespaceWithImpliedLabel,
  type PodRef,
  podRef,
  type World,
} from "../model/index.ts";
import { POLICY_KINDS, type PolicyKind } from "../policy/index.ts";
import type { Cluster, ClusterSession, Placement, ProbeBatch } from "./port.ts";
import { RenamedNamespaces } from "./renamed-namespaces.ts";

/** How a world's namespaces are called in a cluster. */
export interface Naming {
  /** The name of each of the scenario's namespaces there. */
  readonly rename: (name: string) => string;
  /** By what name the sentinels' namespace is known to who uses the cluster; absent: its own. */
  readonly sentinels?: string;
  /** To be told in reports. */
  readonly note?: string;
}

/**
 * A cluster in which every namespace of a scenario gets a suffix to its name, so that several sessions of equal worlds
 * can be there at a time, or one beside namespaces that exist. Who uses it does not see the difference: policies that
 * select namespaces by name are rewritten likewise.
 */
export function renamedCluster(
  cluster: Cluster,
  suffix: string,
  policyKinds: readonly PolicyKind[] = POLICY_KINDS,
): Cluster {
  return clusterWithNames(cluster, () => ({ rename: (name) => `${name}${suffix}` }), policyKinds);
}

/** The same with other names than by a suffix. `namingOf` may throw a ClusterError for a world that it has no names for. */
export function clusterWithNames(
  cluster: Cluster,
  namingOf: (world: World) => Naming,
  policyKinds: readonly PolicyKind[] = POLICY_KINDS,
): Cluster {
  return {
    kind: cluster.kind,
    name: cluster.name,
    limits: cluster.limits,
    capabilities: (signal) => cluster.capabilities(signal),
    open: async (world, signal) => {
      const naming = namingOf(world);
      const session = await cluster.open(new RenamedNamespaces(naming.rename).world(world), signal);
      return new RenamedSession(session, world, naming, policyKinds);
    },
  };
}

class RenamedSession implements ClusterSession {
  readonly #session: ClusterSession;
  readonly #names: RenamedNamespaces;
  readonly #naming: Naming;

  constructor(session: ClusterSession, world: World, naming: Naming, policyKinds: readonly PolicyKind[]) {
    const { name } = session.sentinelNamespace;
    this.#session = session;
    this.#naming = naming;
    this.#names = new RenamedNamespaces(
      naming.rename,
      new Map([[naming.sentinels ?? name, name]]),
      policyKinds,
    );
    // From here on the names of the world are known in both directions.
    this.#names.world(world);
  }

  get facts(): ClusterFacts {
    const { facts } = this.#session;
    const notes = [facts.note, this.#naming.note].filter((note) => note !== undefined);
    return notes.length === 0 ? facts : { ...facts, note: notes.join("; ") };
  }

  get sentinels() {
    const { name: namespace } = this.sentinelNamespace;
    return this.#session.sentinels.map((pod) => ({ ...pod, namespace, ref: podRef(namespace, pod.name) }));
  }

  get sentinelNamespace() {
    const { name, labels } = this.#session.sentinelNamespace;
    return namespaceWithImpliedLabel(this.#naming.sentinels ?? name, labels);
  }

  get placements(): ReadonlyMap<PodRef, Placement> {
    return new Map(
      [...this.#session.placements].map(([ref, placement]) => [this.#names.original(ref), placement]),
    );
  }

  get clusterIps(): Addresses {
    return new Map([...this.#session.clusterIps].map(([ref, ips]) => [this.#names.original(ref), ips]));
  }

  apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    return this.#session.apply(
      changes.map((change) => this.#names.change(change)),
      signal,
    );
  }

  refusalOf(manifest: Readonly<Record<string, unknown>>, signal: AbortSignal): Promise<string | undefined> {
    return this.#session.refusalOf({ ...manifest, metadata: this.#metadata(manifest.metadata) }, signal);
  }

  probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal) {
    const probes = batch.probes.map(({ endpoints, ...request }) => ({
      ...request,
      target: this.#names.ref(request.target),
      ...(endpoints && { endpoints: endpoints.map((end) => ({ ...end, pod: this.#names.ref(end.pod) })) }),
    }));
    return this.#session.probe(this.#names.ref(from), { ...batch, probes }, signal);
  }

  diagnose(pod: PodRef): Promise<string> {
    return this.#session.diagnose(this.#names.ref(pod));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
  }

  #metadata(metadata: unknown): unknown {
    if (typeof metadata !== "object" || metadata === null) return metadata;
    const namespace: unknown = Reflect.get(metadata, "namespace");
    return typeof namespace === "string" ? { ...metadata, namespace: this.#names.name(namespace) } : metadata;
  }
}
