import type { Addresses, Change, PodRef, World } from "../model/index.ts";
import { POLICY_KINDS, type PolicyKind } from "../policy/index.ts";
import type { Cluster, ClusterSession, Placement, ProbeBatch } from "./port.ts";
import { RenamedNamespaces } from "./renamed-namespaces.ts";

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
  return {
    kind: cluster.kind,
    name: cluster.name,
    limits: cluster.limits,
    capabilities: (signal) => cluster.capabilities(signal),
    open: async (world, signal) => {
      const session = await cluster.open(new RenamedNamespaces(suffix).world(world), signal);
      return new RenamedSession(session, world, suffix, policyKinds);
    },
  };
}

class RenamedSession implements ClusterSession {
  readonly #session: ClusterSession;
  readonly #names: RenamedNamespaces;

  constructor(session: ClusterSession, world: World, suffix: string, policyKinds: readonly PolicyKind[]) {
    this.#session = session;
    this.#names = new RenamedNamespaces(suffix, [session.sentinelNamespace.name], policyKinds);
    // From here on the names of the world are known in both directions.
    this.#names.world(world);
  }

  get facts() {
    return this.#session.facts;
  }

  get sentinels() {
    return this.#session.sentinels;
  }

  get sentinelNamespace() {
    return this.#session.sentinelNamespace;
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
