import pLimit from "p-limit";
import { type AgentChannel, agentChannel, type UdpPortCount } from "../../channel/agent-channel.ts";
import { agentConfig } from "../../channel/agent-config.ts";
import { ClusterError, type ProbeRequest } from "../../cluster/port.ts";
import type { PodRef } from "../../model/index.ts";
import { DeadlineExceeded, within } from "../../system/deadline.ts";
import type { Box } from "../box/box.ts";
import { requireOpenFiles } from "../box/open-files.ts";
import type { LocalPod } from "../topology/layout.ts";
import { type AgentProcess, startAgent } from "./agent-process.ts";

/** How agents are run. `command` starts one, without its configuration; `path` is where programs are looked for. */
export interface AgentSettings {
  readonly command: readonly string[];
  readonly path: string;
  readonly run: string;
  /** How long one may take to answer, in ms. */
  readonly startLimitMs: number;
  /** What stands before the command in a pod. */
  readonly prefix?: (pod: LocalPod) => readonly string[];
}

/** A pod's agent, with the network namespace in which it runs. */
interface PodAgent {
  readonly netns: string;
  readonly channel: AgentChannel;
  process?: AgentProcess;
}

/** With more at once each would take longer, and could miss the time that it has to answer. */
export const STARTS_AT_ONCE = 32;

/** The agents of all pods that are there, as processes of ours in a box. */
export class PodAgents {
  readonly #box: Pick<Box, "commandIn">;
  readonly #settings: AgentSettings;
  readonly #addressOf: (request: ProbeRequest) => string;
  readonly #agents = new Map<PodRef, PodAgent>();
  /** By address: conntrack remembers the flows of a pod that is gone. */
  readonly #udpPorts = new Map<string, UdpPortCount>();

  /** @param addressOf - the address to dial for a probe. */
  constructor(
    box: Pick<Box, "commandIn">,
    settings: AgentSettings,
    addressOf: (request: ProbeRequest) => string,
  ) {
    this.#box = box;
    this.#settings = settings;
    this.#addressOf = addressOf;
  }

  /** Starts the agents of new pods; resolves when all answer. */
  async start(pods: readonly LocalPod[], signal: AbortSignal): Promise<void> {
    requireOpenFiles(pods.length);
    const limit = pLimit(STARTS_AT_ONCE);
    try {
      await Promise.all(pods.map((pod) => limit(() => this.#connect(pod, signal))));
    } finally {
      // After a failure the others are not started any more: nobody would close them.
      limit.clearQueue();
    }
  }

  /** Ends the agents of pods. */
  async stop(pods: readonly LocalPod[]): Promise<void> {
    await Promise.all(pods.map((pod) => this.#stop(pod)));
  }

  /** @throws ClusterError if there is no such pod. */
  channelOf(pod: PodRef): AgentChannel {
    const agent = this.#agents.get(pod);
    if (agent === undefined) throw new ClusterError(`there is no pod ${pod}`);
    return agent.channel;
  }

  /** What has become of a pod's agent. */
  stateOf(pod: PodRef): string {
    return this.#agents.get(pod)?.process?.state() ?? "was never started";
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map(({ channel }) => channel.close()));
  }

  async #stop({ pod: { ref }, netns }: LocalPod): Promise<void> {
    const agent = this.#agents.get(ref);
    if (agent?.netns !== netns) return;
    this.#agents.delete(ref);
    await agent.channel.close();
  }

  async #connect(pod: LocalPod, signal: AbortSignal): Promise<void> {
    const { startLimitMs } = this.#settings;
    const agent = this.#agentOf(pod);
    this.#agents.set(pod.pod.ref, agent);
    const failure = `the agent of ${pod.pod.ref} did not answer`;
    try {
      await within(startLimitMs, failure, signal, (limited) => agent.channel.connect(limited));
    } catch (error) {
      if (error instanceof DeadlineExceeded) throw new ClusterError(error.message, { cause: error });
      throw error;
    }
  }

  #agentOf(local: LocalPod): PodAgent {
    const { pod, netns, addresses } = local;
    const { command, path, run, prefix } = this.#settings;
    const channel = agentChannel({
      pod: pod.ref,
      run,
      maxStreams: 1,
      udpPorts: this.#udpPortsAt(addresses),
      addressOf: this.#addressOf,
      open: async () => {
        const config = JSON.stringify(agentConfig("both", pod, run));
        const argv = [...(prefix?.(local) ?? []), ...command, config];
        agent.process = startAgent(this.#box.commandIn(netns, argv), path);
        return agent.process;
      },
    });
    const agent: PodAgent = { netns, channel };
    return agent;
  }

  #udpPortsAt([address = ""]: readonly string[]): UdpPortCount {
    const count = this.#udpPorts.get(address) ?? { used: 0 };
    this.#udpPorts.set(address, count);
    return count;
  }
}
