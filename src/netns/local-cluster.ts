import { type AgentChannel, agentChannel } from "../channel/agent-channel.ts";
import {
  type BatchReply,
  type Cluster,
  ClusterError,
  type ClusterSession,
  type Placement,
  type ProbeBatch,
} from "../cluster/port.ts";
import {
  afterChange,
  type Change,
  type ClusterFacts,
  type ClusterState,
  type Namespace,
  namespaceWithImpliedLabel,
  type Plan,
  type Pod,
  type PodRef,
  policyName,
} from "../model/index.ts";
import { type AgentProcess, startAgent } from "./agent-process.ts";
import { type Box, openBox } from "./box.ts";
import { isSentinel, type Layout, type LocalPod, layOut, podsByRef, SENTINEL_NAMESPACE } from "./layout.ts";
import { rulesScript } from "./rules.ts";
import { topologyScript } from "./topology.ts";

export interface LocalClusterOptions {
  /** Path of the bundled agent. */
  readonly agent: string;
  /** Short name of the run, which every answer must carry. */
  readonly run: string;
  /** The node binary that runs the agents; by default the one that runs us. */
  readonly node?: string;
  /** At least two, so that same-node and cross-node flows both exist. */
  readonly nodes?: number;
}

const NOTE = "policies are enforced by netverdict's own nftables on this machine, not by your CNI";

/** A cluster of network namespaces on this machine. Linux, with `ip`, `nft`, `unshare` and `nsenter`; no root needed. */
export function localCluster(options: LocalClusterOptions): Cluster {
  return {
    open: async (plan, signal) => {
      const layout = layOut(plan, Math.max(2, options.nodes ?? 2));
      const box = await openBox(signal);
      const session = new LocalSession(plan, layout, box, options);
      try {
        await session.start(signal);
        return session;
      } catch (error) {
        await session[Symbol.asyncDispose]();
        throw error;
      }
    },
  };
}

class LocalSession implements ClusterSession {
  readonly facts: ClusterFacts;
  readonly placements: ReadonlyMap<PodRef, Placement>;
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace = namespaceWithImpliedLabel(SENTINEL_NAMESPACE);
  readonly #layout: Layout;
  readonly #pods: ReadonlyMap<PodRef, LocalPod>;
  readonly #box: Box;
  readonly #options: LocalClusterOptions;
  readonly #agents = new Map<PodRef, AgentProcess>();
  readonly #channels = new Map<PodRef, AgentChannel>();
  #state: ClusterState;

  constructor(plan: Plan, layout: Layout, box: Box, options: LocalClusterOptions) {
    this.#layout = layout;
    this.#pods = podsByRef(layout);
    this.#box = box;
    this.#options = options;
    this.facts = { kind: "local", name: "local", nodes: layout.nodes.map(({ name }) => name), note: NOTE };
    this.sentinels = layout.pods.filter(isSentinel).map(({ pod }) => pod);
    this.placements = new Map(
      layout.pods.map(({ pod, node, address }) => [pod.ref, { node: node.name, addresses: [address] }]),
    );
    const pods = layout.pods.map(({ pod }) => pod);
    this.#state = { namespaces: [...plan.namespaces, this.sentinelNamespace], pods, policies: [] };
  }

  /** Makes the network and starts every agent; resolves when all of them answer. */
  async start(signal: AbortSignal): Promise<void> {
    await this.#box.run(topologyScript(this.#layout), signal);
    await Promise.all(this.#layout.pods.map((pod) => this.#startPod(pod, signal)));
  }

  async apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    if (changes.length === 0) return;
    const next = changes.reduce(afterExisting, this.#state);
    await this.#box.run(rulesScript(this.#layout, next), signal);
    this.#state = next;
  }

  async probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    const channel = this.#channels.get(from);
    if (channel === undefined) throw new ClusterError(`there is no pod ${from}`);
    return await channel.ask(batch, signal);
  }

  async diagnose(pod: PodRef): Promise<string> {
    return this.#agents.get(pod)?.describe() ?? `there is no pod ${pod}`;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#box.close();
    await Promise.all([...this.#channels.values()].map((channel) => channel.close()));
  }

  async #startPod(pod: LocalPod, signal: AbortSignal): Promise<void> {
    const { agent, node = process.execPath, run } = this.#options;
    const process_ = startAgent(this.#box, pod, run, [node, agent]);
    this.#agents.set(pod.pod.ref, process_);
    const channel = agentChannel({
      pod: pod.pod.ref,
      run,
      maxStreams: 1,
      open: async () => process_.stream,
      addressOf: ({ target }) => this.#addressOf(target),
    });
    this.#channels.set(pod.pod.ref, channel);
    await channel.connect(signal);
  }

  #addressOf(target: PodRef): string {
    const pod = this.#pods.get(target);
    if (pod === undefined) throw new ClusterError(`there is no pod ${target}`);
    return pod.address;
  }
}

/** As the API server would: what does not exist cannot be deleted. */
function afterExisting(state: ClusterState, change: Change): ClusterState {
  if (change.action === "delete") {
    const name = `${change.namespace}/${change.name}`;
    if (!state.policies.some((policy) => policyName(policy) === name)) {
      throw new ClusterError(`there is no NetworkPolicy ${name} to delete`);
    }
  }
  return afterChange(state, change);
}
