/** The in-memory cluster: it answers from the evaluator, at once. For tests and for predictions. */
import {
  type Addresses,
  type Capabilities,
  type Change,
  type ClusterFacts,
  type ClusterState,
  type Decision,
  endsOf,
  type Flow,
  type Namespace,
  namespaceWithImpliedLabel,
  type Observation,
  type Pod,
  type PodRef,
  type Protocol,
  sentinelPod,
  type World,
  withoutPolicies,
} from "../model/index.ts";
import { compilePolicies, type PolicyKind } from "../policy/index.ts";
import { acceptChanges } from "./accept-changes.ts";
import { clusterIpsFor, MEMORY_NODES, placementFor } from "./memory-addresses.ts";
import {
  type BatchReply,
  type Cluster,
  ClusterError,
  type ClusterLimits,
  type ClusterSession,
  type Placement,
  type ProbeBatch,
} from "./port.ts";

export interface MemoryClusterOptions {
  /** False: policies are accepted and ignored, as by a CNI that does not enforce them. */
  readonly enforces?: boolean;
  /** Changes what a probe sees; `round` counts the batches of this source from 0, those without probes left out. */
  readonly distort?: (flow: Flow, observation: Observation, round: number) => Observation;
  /** Whether a pod's channel is lost when it is asked for that batch. */
  readonly isLost?: (pod: PodRef, round: number) => boolean;
  /** What it offers; everything if left out. What it lacks is refused. */
  readonly capabilities?: Partial<Capabilities>;
  /** Stands for the API server's validation: why a manifest is refused. Nothing is refused if left out. */
  readonly refusalOf?: (manifest: Readonly<Record<string, unknown>>) => string | undefined;
  /** The kinds of policies that it enforces; those that netverdict understands if left out. */
  readonly policyKinds?: readonly PolicyKind[];
}

const CAPABILITIES: Capabilities = {
  nodes: 250,
  families: ["ipv4", "ipv6"],
  lacks: {},
};

/** Nothing is waited for in it. */
export const MEMORY_LIMITS: ClusterLimits = {
  capabilitiesMs: 1_000,
  openingMs: () => 10_000,
  changingMs: () => 0,
  closingMs: 1_000,
};

export function memoryCluster(options: MemoryClusterOptions = {}): Cluster {
  return {
    kind: "memory",
    name: "memory",
    limits: MEMORY_LIMITS,
    capabilities: async () => ({ ...CAPABILITIES, ...options.capabilities }),
    open: async (world, signal) => {
      signal.throwIfAborted();
      return new MemorySession(world, options);
    },
  };
}

/** What is decided where nothing is enforced. */
const OPEN: Pick<Decision, "allowed" | "undetermined" | "lookup"> = { allowed: true };

class MemorySession implements ClusterSession {
  readonly facts: ClusterFacts = {
    kind: "memory",
    name: "memory",
    nodes: MEMORY_NODES,
    note: "answers are predictions, nothing was sent",
  };
  readonly sentinelNamespace: Namespace = namespaceWithImpliedLabel("netverdict-sentinel");
  readonly sentinels: readonly Pod[];
  readonly clusterIps: Addresses;
  readonly #placements = new Map<PodRef, Placement>();
  readonly #options: MemoryClusterOptions;
  readonly #rounds = new Map<PodRef, number>();
  #podsPlaced = 0;
  #state: ClusterState;
  #decide: ReturnType<typeof compilePolicies>;
  /** Where pods listen, as `listenerKey` writes it. */
  #listeners: ReadonlySet<string>;

  constructor(world: World, options: MemoryClusterOptions) {
    this.#options = options;
    this.#checkProtocols(world.pods);
    this.sentinels = MEMORY_NODES.map((node) => sentinelPod(this.sentinelNamespace.name, node));
    this.clusterIps = new Map(
      world.services.filter(({ headless }) => !headless).map(({ ref }, index) => [ref, clusterIpsFor(index)]),
    );
    this.#state = withoutPolicies({
      ...world,
      namespaces: [...world.namespaces, this.sentinelNamespace],
      pods: [...this.sentinels, ...world.pods],
    });
    for (const { ref } of this.#state.pods) this.#place(ref);
    this.#decide = this.#compiled();
    this.#listeners = listenersOf(this.#state.pods);
  }

  get placements(): ReadonlyMap<PodRef, Placement> {
    return this.#placements;
  }

  async apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#checkProtocols(changes.flatMap((change) => (change.action === "create-pod" ? change.pod : [])));
    this.#state = acceptChanges(this.#state, changes);
    for (const change of changes) if (change.action === "restart-pod") this.#placements.delete(change.pod);
    const present = new Set(this.#state.pods.map(({ ref }) => ref));
    for (const ref of this.#placements.keys()) if (!present.has(ref)) this.#placements.delete(ref);
    for (const ref of present) if (!this.#placements.has(ref)) this.#place(ref);
    this.#decide = this.#compiled();
    this.#listeners = listenersOf(this.#state.pods);
  }

  async refusalOf(manifest: Readonly<Record<string, unknown>>): Promise<string | undefined> {
    return this.#options.refusalOf?.(manifest);
  }

  async probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    signal.throwIfAborted();
    if (!this.placements.has(from)) throw new ClusterError(`there is no pod ${from}`);
    const round = this.#rounds.get(from) ?? 0;
    if (this.#options.isLost?.(from, round)) throw new ClusterError(`${from} is lost`);
    if (batch.probes.length > 0) this.#rounds.set(from, round + 1);
    const observations = batch.probes.map((request) => {
      const flow: Flow = { ...request, source: from };
      const seen = this.#observe(flow);
      return this.#options.distort?.(flow, seen, round) ?? seen;
    });
    return { observations, unresponsive: [] };
  }

  async diagnose(pod: PodRef): Promise<string> {
    return `${pod} is in memory and cannot fail`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#rounds.clear();
  }

  #checkProtocols(pods: readonly Pod[]): void {
    const reason = this.#options.capabilities?.lacks?.sctp;
    const serving = pods.find(({ ports }) => ports.some(({ protocol }) => protocol === "SCTP"));
    if (reason !== undefined && serving !== undefined)
      throw new ClusterError(`${reason} (pod ${serving.ref} serves it)`);
  }

  /** Addresses are never used again. */
  #place(ref: PodRef): void {
    this.#placements.set(ref, placementFor(this.#podsPlaced++));
  }

  #compiled(): ReturnType<typeof compilePolicies> {
    const addresses = new Map([...this.placements].map(([ref, { addresses: ips }]) => [ref, ips]));
    return compilePolicies(this.#state, addresses, this.#options.policyKinds);
  }

  #observe(flow: Flow): Observation {
    const ends = endsOf(flow);
    const { allowed, undetermined, lookup } = this.#options.enforces === false ? OPEN : this.#decide(flow);
    if (undetermined !== undefined) return { outcome: "probe-failed", detail: undetermined.reason };
    if (lookup !== undefined) return { outcome: "unresolved", detail: `${lookup.server} may not be asked` };
    if (ends.length > 0 && !allowed) return { outcome: "timeout" };
    const isListening = ends.every(({ pod, port }) =>
      this.#listeners.has(listenerKey(pod, port, flow.protocol)),
    );
    return ends.length > 0 && isListening
      ? { outcome: "reachable", latencyMs: 1 }
      : {
          outcome: "refused",
          detail: ends.length > 0 ? "nobody listens there" : "the service has no endpoint",
        };
  }
}

function listenersOf(pods: readonly Pod[]): ReadonlySet<string> {
  return new Set(
    pods.flatMap(({ ref, ports }) => ports.map(({ port, protocol }) => listenerKey(ref, port, protocol))),
  );
}

function listenerKey(pod: PodRef, port: number, protocol: Protocol): string {
  return `${pod}:${port}/${protocol}`;
}
