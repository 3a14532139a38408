import { type AgentChannel, agentChannel } from "../channel/agent-channel.ts";
import { acceptChanges } from "../cluster/accept-changes.ts";
import {
  type BatchReply,
  ClusterError,
  type ClusterSession,
  type Placement,
  type ProbeBatch,
  type ProbeRequest,
} from "../cluster/port.ts";
import type { Change, ClusterFacts, ClusterState, Namespace, Plan, Pod, PodRef } from "../model/index.ts";
import { type AgentProcess, agentConfig, startAgent } from "./agent-process.ts";
import type { Box } from "./box.ts";
import type { Layout, LocalPod } from "./layout.ts";
import { rulesScript } from "./rules-script.ts";
import { namespacesScript, topologyScript } from "./topology.ts";

const NOTE = "enforcement is netverdict's own nftables compiler on this machine, not a CNI";

/** What a session is made of. `agent` is the command that starts an agent, without its configuration. */
export interface SessionParts {
  readonly box: Box;
  readonly layout: Layout;
  readonly plan: Plan;
  readonly sentinelNamespace: Namespace;
  readonly agent: readonly string[];
  readonly run: string;
  readonly path: string;
}

/** A cluster in a box. It owns the box: disposing closes it, with everything inside. */
export class LocalSession implements ClusterSession {
  readonly facts: ClusterFacts;
  readonly placements: ReadonlyMap<PodRef, Placement>;
  readonly sentinels: readonly Pod[];
  readonly sentinelNamespace: Namespace;
  readonly #parts: SessionParts;
  readonly #channels: ReadonlyMap<PodRef, AgentChannel>;
  readonly #agents = new Map<PodRef, AgentProcess>();
  #state: ClusterState;

  constructor(parts: SessionParts) {
    const { layout, plan, sentinelNamespace } = parts;
    const pods = layout.pods.map(({ pod }) => pod);
    this.facts = { kind: "local", name: "local", nodes: layout.nodes.map(({ name }) => name), note: NOTE };
    this.placements = new Map(
      layout.pods.map(({ pod, node, address }) => [pod.ref, { node: node.name, addresses: [address] }]),
    );
    this.sentinels = layout.sentinels;
    this.sentinelNamespace = sentinelNamespace;
    this.#parts = parts;
    this.#state = { namespaces: [...plan.namespaces, sentinelNamespace], pods, policies: [] };
    this.#channels = new Map(layout.pods.map((pod) => [pod.pod.ref, this.#channelTo(pod)]));
  }

  /** Builds the network and starts the agents, which have `limitMs` to answer. Throws ClusterError; the caller closes. */
  async start(signal: AbortSignal, limitMs: number): Promise<void> {
    const { box, layout } = this.#parts;
    await box.run(namespacesScript(layout));
    // Agents take longest to start, and listening needs no links yet.
    await Promise.all([
      box.run(`${topologyScript(layout)}\n${this.#rules(this.#state)}`),
      ...[...this.#channels.keys()].map((pod) => this.#connect(pod, signal, limitMs)),
    ]);
  }

  async apply(changes: readonly Change[], signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const state = acceptChanges(this.#state, changes);
    await this.#parts.box.run(this.#rules(state));
    this.#state = state;
  }

  async probe(from: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply> {
    const channel = this.#channels.get(from);
    if (channel === undefined) throw new ClusterError(`there is no pod ${from}`);
    return channel.ask(batch, signal);
  }

  async diagnose(pod: PodRef): Promise<string> {
    const placement = this.placements.get(pod);
    if (placement === undefined) return `there is no pod ${pod}`;
    const state = this.#agents.get(pod)?.state() ?? "was never started";
    return `pod ${pod} (${placement.addresses.join(", ")} on ${placement.node}): its agent ${state}`;
  }

  async close(): Promise<void> {
    const channels = [...this.#channels.values()].map((channel) => channel.close());
    await Promise.all([...channels, this.#parts.box.close()]);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #connect(pod: PodRef, signal: AbortSignal, limitMs: number): Promise<void> {
    const limit = AbortSignal.timeout(limitMs);
    try {
      await this.#channels.get(pod)?.connect(AbortSignal.any([signal, limit]));
    } catch (error) {
      if (signal.aborted || !limit.aborted) throw error;
      const message = `the agent of ${pod} did not answer within ${limitMs / 1000} s`;
      throw new ClusterError(message, { cause: error });
    }
  }

  #rules(state: ClusterState): string {
    const { nodes, pods } = this.#parts.layout;
    const addresses = new Map([...this.placements].map(([ref, placement]) => [ref, placement.addresses]));
    return rulesScript(nodes, pods, { ...state, addresses });
  }

  #channelTo({ pod, netns }: LocalPod): AgentChannel {
    const { box, run, agent, path } = this.#parts;
    return agentChannel({
      pod: pod.ref,
      run,
      maxStreams: 1,
      addressOf: (request) => this.#addressOf(request),
      open: async () => {
        const config = JSON.stringify(agentConfig(pod, run));
        const process = startAgent(box.commandIn(netns, [...agent, config]), path);
        this.#agents.set(pod.ref, process);
        return process;
      },
    });
  }

  #addressOf({ target }: ProbeRequest): string {
    const [address] = this.placements.get(target)?.addresses ?? [];
    if (address === undefined) throw new ClusterError(`there is no pod ${target}`);
    return address;
  }
}
