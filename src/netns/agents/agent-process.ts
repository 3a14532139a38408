import { createInterface } from "node:readline";
import type { AgentStream } from "../../channel/agent-stream.ts";
import { ClusterError } from "../../cluster/port.ts";
import { within } from "../../system/deadline.ts";
import { inPlainWords } from "../box/exhaustion.ts";
import { outputTail } from "../box/output-tail.ts";
import { type Program, startProgram } from "../box/program.ts";

/** How long an agent has to end by itself, and then to be gone once it is killed. */
const CLOSE_LIMIT_MS = 1_000;
const KILL_LIMIT_MS = 10_000;

/** One pod's agent as a process of ours; its stdin and stdout are the stream. */
export interface AgentProcess extends AgentStream {
  /** What has become of it: `runs (PID 7)`, `ended with exit code 1: …`. */
  state(): string;
}

/** @param command - runs the agent. */
export function startAgent(command: readonly string[], path: string): AgentProcess {
  return new ProgramAgent(startProgram(command, path));
}

class ProgramAgent implements AgentProcess {
  readonly lines: AsyncIterable<string>;
  readonly #program: Program;
  readonly #stderr: () => string;
  /** What is told by `exit`, not by the result: a process in the box may hold its streams open for longer. */
  readonly #exited: Promise<void>;
  #startError: Error | undefined;
  #closing = false;
  #killed = false;

  constructor(program: Program) {
    this.#program = program;
    this.#stderr = outputTail(program.stderr);
    this.#exited = new Promise((resolve) => {
      program.once("exit", () => resolve());
      program.once("error", (error) => {
        this.#startError = error;
        resolve();
      });
    });
    // A write to a process that has gone is answered by its end.
    program.stdin.on("error", () => undefined);
    this.lines = this.#read();
  }

  send(text: string): void {
    if (this.#program.stdin.writable) this.#program.stdin.write(text);
  }

  state(): string {
    const { pid, exitCode, signalCode } = this.#program;
    if (this.#startError !== undefined)
      return `could not be started: ${inPlainWords(this.#startError.message)}`;
    if (exitCode === null && signalCode === null) return `runs (PID ${pid})`;
    if (this.#killed) return "was killed by netverdict, since it did not end when it was told to";
    const end = signalCode === null ? `ended with exit code ${exitCode}` : `was ended by ${signalCode}`;
    return [end, inPlainWords(this.#stderr())].filter(Boolean).join(": ");
  }

  async close(): Promise<void> {
    this.#closing = true;
    this.#program.stdin.end();
    const impatience = setTimeout(() => {
      this.#killed = this.#program.kill("SIGKILL");
    }, CLOSE_LIMIT_MS);
    const { signal } = new AbortController();
    try {
      await within(CLOSE_LIMIT_MS + KILL_LIMIT_MS, "an agent did not end", signal, () => this.#exited);
    } catch (error) {
      throw new ClusterError(`an agent that was killed still ${this.state()}`, { cause: error });
    } finally {
      clearTimeout(impatience);
    }
  }

  async *#read(): AsyncGenerator<string, void, undefined> {
    yield* createInterface({ input: this.#program.stdout });
    await this.#exited;
    if (!this.#closing) throw new ClusterError(`its process ${this.state()}`);
  }
}
