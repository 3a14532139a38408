/** What an adapter provides to reach an agent in `dial` or `both` role: its stdin and stdout, as lines. */
export interface AgentStream {
  /** Sends text to the agent's stdin. After the stream has ended it does nothing. */
  send(text: string): void;
  /** The agent's stdout, line by line; ends when the stream ends, and throws with the reason when it broke. */
  readonly lines: AsyncIterable<string>;
  /** Closes the agent's stdin and the stream; resolves when it is closed. Idempotent. */
  close(): Promise<void>;
}

/** Opens a stream to one pod's agent. Rejects with a ClusterError that says why it cannot. */
export type OpenAgentStream = (signal: AbortSignal) => Promise<AgentStream>;
