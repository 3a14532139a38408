/** The in-memory cluster: it answers from the evaluator, at once. For tests and for predictions. */
import {
  type Change,
  type ClusterFacts,
  type ClusterState,
  type Flow,
  type Namespace,
  namespaceWithImpliedLabel,
  type Observation,
  type Plan,
  type Pod,
  type PodRef,
  podRef,
  SENTINEL_PORTS,
} from "../model/index.ts";
import { compilePolicies } from "../policy/index.ts";
import { acceptChanges } from "./accept-changes.ts";
import {
  type BatchReply,
  type Cluster,
  ClusterError,
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
}

const NODES = ["memory-1", "memory-2"] as const;

export function memoryCluster(options: MemoryClusterOptions = {}): Cluster {
  return {
    open: async (plan, signal) => {
      signal.throwIfAborted();
      return new MemorySession(plan, options);
    },
  };
}

class MemorySession implements ClusterSession {
  readonly facts: ClusterFacts = {
    kind: "memory",
    name: "memory",
    nodes: NODES,
    note: "answers are predictions, nothing was sent",
  };
  readonly sentinelNamespace: Namespace = namespaceWithImpliedLabel("netverdict-sentinel");
  readonly sentinels: readonly Pod[];
  readonly placements: ReadonlyMap<PodRef, Placement>;
  readonly #options: MemoryClusterOptions;
  readonly #rounds = new Map<PodRef, number>();
  #state: ClusterState;
  #decide: ReturnType<typeof compilePolicies>;

  constructor(plan: Plan, options: MemoryClusterOptions) {
    this.#options = options;
    this.sentinels = NODES.map((node) => sentinelOn(node, this.sentinelNamespace.name));
    const pods = [...plan.pods, ...this.sentinels];
    this.placements = new Map(pods.map((pod, index) => [pod.ref, placement(index)]));
    this.#state = { namespaces: [...plan.namespaces, this.sentinelNamespace], pods, policies: [] };
    this.#decide = this.#compiled();
  }

  async apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    this.#state = acceptChanges(this.#state, changes);
    this.#decide = this.#compiled();
  }

  async probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    signal.throwIfAborted();
    if (!this.placements.has(from)) throw new ClusterError(`there is no pod ${from}`);
    const round = this.#rounds.get(from) ?? 0;
    if (this.#options.isLost?.(from, round)) throw new ClusterError(`${from} is lost`);
    if (batch.probes.length > 0) this.#rounds.set(from, round + 1);
    const observations = batch.probes.map(({ target, port, protocol }) => {
      const flow: Flow = { source: from, target, port, protocol };
      const seen = this.#observe(flow);
      return this.#options.distort?.(flow, seen, round) ?? seen;
    });
    return { observations, deaf: [] };
  }

  async diagnose(pod: PodRef): Promise<string> {
    return `${pod} is in memory and cannot fail`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#rounds.clear();
  }

  #compiled(): ReturnType<typeof compilePolicies> {
    const addresses = new Map([...this.placements].map(([ref, { addresses: ips }]) => [ref, ips]));
    return compilePolicies(this.#state, addresses);
  }

  #observe(flow: Flow): Observation {
    const allowed = this.#options.enforces === false || this.#decide(flow).allowed;
    return allowed ? { outcome: "reachable", latencyMs: 1 } : { outcome: "timeout" };
  }
}

function sentinelOn(node: string, namespace: string): Pod {
  return { ref: podRef(namespace, node), namespace, name: node, labels: {}, ports: SENTINEL_PORTS };
}

function placement(index: number): Placement {
  const node = index % NODES.length;
  return { node: NODES[node] ?? NODES[0], addresses: [`10.244.${node + 1}.${index + 2}`] };
}
