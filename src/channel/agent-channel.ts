import type { BatchReply, ProbeBatch, ProbeRequest } from "../cluster/port.ts";
import type { PodRef } from "../model/index.ts";
import type { OpenAgentStream } from "./agent-stream.ts";

export interface AgentChannelOptions {
  readonly pod: PodRef;
  readonly run: string;
  readonly open: OpenAgentStream;
  /** The address to dial for a probe. Throws ClusterError if the target has none. */
  readonly addressOf: (request: ProbeRequest) => string;
  /** Streams that may be opened in all; a process that is the pod itself can be reached once. */
  readonly maxStreams: number;
}

/** One pod's agent, reached over one stream for the whole run; a lost stream is opened again and the batch asked again. */
export interface AgentChannel {
  /** Opens the stream and checks who answers. Resolves when the agent is ready. */
  connect(signal: AbortSignal): Promise<void>;
  /** Sends a batch and resolves with its whole reply. Throws ClusterError when that could not be had. */
  ask(batch: ProbeBatch, signal: AbortSignal): Promise<BatchReply>;
  close(): Promise<void>;
}

export declare function agentChannel(options: AgentChannelOptions): AgentChannel;
