import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { AgentConfig, FromAgent, ToAgent, WireReply } from "../../src/agent/protocol.ts";
import { agentProgram } from "../../src/system/agent-program.ts";

/** A real agent on this machine's loopback, with what it says. */
export interface AgentProcess extends AsyncDisposable {
  readonly child: ChildProcessWithoutNullStreams;
  say(message: ToAgent): void;
  /** The next message of the agent's. */
  hear(): Promise<FromAgent>;
  /** Resolves with the exit code. */
  readonly exited: Promise<number | null>;
}

/**
 * @param config - its configuration, or the text that it gets in place of one.
 * @param nodeOptions - what Node is told before the program.
 */
export function startAgent(config: AgentConfig | string, nodeOptions: readonly string[] = []): AgentProcess {
  const argument = typeof config === "string" ? config : JSON.stringify(config);
  const child = spawn(process.execPath, [...nodeOptions, agentProgram(), argument]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<number | null>((resolve) => child.once("exit", resolve));
  return {
    child,
    exited,
    say: (message) => child.stdin.write(`${JSON.stringify(message)}\n`),
    hear: async () => {
      const line = await lines.next();
      if (line.done) throw new Error("the agent ended");
      return JSON.parse(line.value);
    },
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}

/** Hears one batch to its end. */
export async function hearBatch(agent: AgentProcess): Promise<{ replies: readonly WireReply[]; bye: Bye }> {
  const replies: WireReply[] = [];
  for (;;) {
    const message = await agent.hear();
    if (message.type === "reply") replies.push(message);
    if (message.type === "bye") return { replies, bye: message };
  }
}

export type Bye = Extract<FromAgent, { type: "bye" }>;
