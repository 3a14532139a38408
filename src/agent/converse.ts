import { createInterface } from "node:readline";
import { runBatch } from "./batch.ts";
import { parseToAgent } from "./parse.ts";
import {
  type AgentConfig,
  encode,
  type FromAgent,
  PROTOCOL_VERSION,
  SILENCE_LIMIT_MS,
  type ToAgent,
} from "./protocol.ts";
import { unresponsiveListeners } from "./self-check.ts";
import { type SourcePorts, sourcePorts } from "./source-ports.ts";

const SILENCE_TICK_MS = 5_000;

/** Speaks the protocol on stdin and stdout until stdin ends or nothing has been heard for too long. */
export async function converse(config: AgentConfig): Promise<void> {
  const input = createInterface({ input: process.stdin });
  const silence = whenSilent(() => input.close());
  let ports = sourcePorts(0);
  for await (const line of input) {
    silence.heard();
    const message = parseToAgent(line);
    if (message.type === "hello") ports = sourcePorts(message.udpPortsUsed);
    void handle(message, config, ports);
  }
  silence.stop();
}

/** Calls back when nothing was heard for too long. Time in which this process was suspended counts as one tick. */
function whenSilent(callback: () => void): { readonly heard: () => void; readonly stop: () => void } {
  let silentMs = 0;
  const ticks = setInterval(() => {
    silentMs += SILENCE_TICK_MS;
    if (silentMs >= SILENCE_LIMIT_MS) callback();
  }, SILENCE_TICK_MS);
  return {
    heard: () => {
      silentMs = 0;
    },
    stop: () => clearInterval(ticks),
  };
}

/** Messages in one write: on a cluster every write passes through the kubelet and the API server on its own. */
function say(...messages: readonly FromAgent[]): void {
  process.stdout.write(messages.map(encode).join(""));
}

async function handle(message: ToAgent, config: AgentConfig, ports: SourcePorts): Promise<void> {
  switch (message.type) {
    case "hello":
      say({ type: "hello", version: PROTOCOL_VERSION, pod: config.pod, run: config.run });
      return;
    case "ping":
      say({ type: "pong" });
      return;
    case "batch": {
      const replies = await runBatch(message, ports);
      const unresponsive = replies.length > 0 ? [] : await unresponsiveListeners(config, message);
      say(...replies, { type: "bye", batch: message.id, count: replies.length, unresponsive });
    }
  }
}
