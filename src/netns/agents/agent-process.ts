import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { createInterface } from "node:readline";
import type { AgentStream } from "../../channel/agent-stream.ts";
import { ClusterError } from "../../cluster/port.ts";
import { outputTail } from "../box/output-tail.ts";

const CLOSE_LIMIT_MS = 1_000;

/** One pod's agent as a process of ours; its stdin and stdout are the stream. */
export interface AgentProcess extends AgentStream {
  /** What has become of it: `runs (PID 7)`, `ended with exit code 1: …`. */
  state(): string;
}

/** @param command - runs the agent. */
export function startAgent(command: readonly string[], path: string): AgentProcess {
  const [file = "", ...argv] = command;
  const child = spawn(file, argv, {
    cwd: "/",
    // Nothing of our environment may change what an agent does.
    env: { PATH: path },
    // It must outlive a Ctrl-C, to answer what was asked before.
    detached: true,
  });
  return new ChildAgent(child);
}

class ChildAgent implements AgentProcess {
  readonly lines: AsyncIterable<string>;
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #stderr: () => string;
  readonly #exited: Promise<void>;
  #spawnError: Error | undefined;
  #closing = false;

  constructor(child: ChildProcessWithoutNullStreams) {
    this.#child = child;
    this.#stderr = outputTail(child.stderr);
    this.#exited = new Promise((resolve) => {
      child.once("exit", () => resolve());
      child.once("error", (error) => {
        this.#spawnError = error;
        resolve();
      });
    });
    // A write to a process that has gone is answered by its end.
    child.stdin.on("error", () => undefined);
    this.lines = this.#read();
  }

  send(text: string): void {
    if (this.#child.stdin.writable) this.#child.stdin.write(text);
  }

  state(): string {
    const { pid, exitCode, signalCode } = this.#child;
    if (this.#spawnError !== undefined) return `could not be started: ${this.#spawnError.message}`;
    if (exitCode === null && signalCode === null) return `runs (PID ${pid})`;
    const end = signalCode === null ? `ended with exit code ${exitCode}` : `was ended by ${signalCode}`;
    return [end, this.#stderr()].filter(Boolean).join(": ");
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#child.stdin.end();
    const impatience = setTimeout(() => this.#child.kill("SIGKILL"), CLOSE_LIMIT_MS);
    await this.#exited;
    clearTimeout(impatience);
  }

  async *#read(): AsyncGenerator<string, void, undefined> {
    yield* createInterface({ input: this.#child.stdout });
    await this.#exited;
    if (!this.#closing) throw new ClusterError(`its process ${this.state()}`);
  }
}
