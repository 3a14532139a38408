import { createInterface } from "node:readline";
import type { AgentConfig } from "../agent/protocol.ts";
import type { AgentStream } from "../channel/agent-stream.ts";
import { ClusterError } from "../cluster/port.ts";
import type { Box } from "./box.ts";
import type { LocalPod } from "./layout.ts";

/** One pod's only process: it listens and dials. */
export interface AgentProcess {
  readonly stream: AgentStream;
  /** How it is, in a sentence. */
  describe(): string;
}

/** What an agent said last before it ended is enough to know why. */
const MAX_STDERR = 2_000;

/** Starts the agent in a pod's network namespace. */
export function startAgent(
  box: Box,
  { pod, netns }: LocalPod,
  run: string,
  command: readonly string[],
): AgentProcess {
  const config: AgentConfig = { role: "both", pod: pod.ref, run, ports: pod.ports.map(agentPort) };
  const child = box.start(netns, [...command, JSON.stringify(config)]);
  let stderr = "";
  let state = "is running";
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-MAX_STDERR);
  });
  // Writing to an agent that has just ended is answered by the end of its lines.
  child.stdin.on("error", () => undefined);
  const ended = new Promise<void>((resolve) => {
    child.once("error", (error) => {
      state = `could not be started: ${error.message}`;
      resolve();
    });
    child.once("close", (code, signal) => {
      state = `ended with ${signal ?? `code ${code}`}${stderr === "" ? "" : `: ${lastLine(stderr)}`}`;
      resolve();
    });
  });
  const describe = (): string => `the agent of ${pod.ref} ${state}`;
  return {
    describe,
    stream: {
      send: (text) => void child.stdin.write(text),
      lines: linesUntilEnd(createInterface({ input: child.stdout }), ended, describe),
      close: async () => {
        child.stdin.end();
        await ended;
      },
    },
  };
}

async function* linesUntilEnd(
  lines: AsyncIterable<string>,
  ended: Promise<void>,
  describe: () => string,
): AsyncGenerator<string> {
  yield* lines;
  await ended;
  throw new ClusterError(describe());
}

function agentPort({ port, protocol }: LocalPod["pod"]["ports"][number]): AgentConfig["ports"][number] {
  if (protocol === "SCTP") throw new ClusterError("the local cluster does not serve SCTP");
  return { port, protocol };
}

/** The error of a Node process is the last line that says one. */
function lastLine(text: string): string {
  const lines = text.trim().split("\n");
  return lines.findLast((line) => /error/i.test(line)) ?? lines.at(-1) ?? "";
}
