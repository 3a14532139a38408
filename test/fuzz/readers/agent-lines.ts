import assert from "node:assert/strict";
import fc from "fast-check";
import { parseConfig, parseToAgent } from "../../../src/agent/parse.ts";
import { encode, type FromAgent, type ToAgent } from "../../../src/agent/protocol.ts";
import { parseFromAgent } from "../../../src/channel/parse-message.ts";
import { mutatedText, mutatedTree } from "../mutations.ts";
import type { Reader } from "../reader.ts";
import { orClusterError } from "../refusal.ts";

const TO_AGENT: readonly ToAgent[] = [
  { type: "hello", run: "r", udpPortsUsed: 3 },
  {
    type: "batch",
    id: 1,
    timeoutMs: 250,
    launchesPerSecond: 100,
    awakeForMs: 3,
    probes: [{ id: 0, address: "10.0.0.1", family: 4, port: 80, protocol: "TCP" }],
  },
  { type: "ping" },
];

const CONFIG = { role: "both", pod: "x/a", run: "r", ports: [{ port: 80, protocol: "TCP" }] };

const FROM_AGENT: readonly FromAgent[] = [
  { type: "hello", version: 2, pod: "x/a", run: "r" },
  { type: "reply", batch: 1, id: 0, outcome: "answered", peer: { pod: "x/b", run: "r" }, ms: 0.3 },
  { type: "reply", batch: 1, id: 1, outcome: "timeout", ms: 250, detail: "nothing came" },
  { type: "bye", batch: 1, count: 2, unresponsive: [{ port: 80, protocol: "TCP", reason: "it slept" }] },
  { type: "pong" },
];

function lines(messages: readonly object[]): fc.Arbitrary<string> {
  const texts = messages.map((message) => JSON.stringify(message));
  return fc.oneof(
    mutatedText(texts),
    mutatedTree(messages).map((tree) => JSON.stringify(tree) ?? ""),
  );
}

export const fromAgentReader: Reader = {
  name: "from-agent",
  inputs: lines(FROM_AGENT),
  read: (line) => orClusterError(() => encode(parseFromAgent(line))),
};

/** An agent that is told nonsense ends, with a sentence: it is ours, and so is who speaks to it. */
export const toAgentReader: Reader = {
  name: "to-agent",
  inputs: lines([...TO_AGENT, CONFIG]),
  read: (line) => {
    for (const parse of [parseToAgent, parseConfig])
      try {
        parse(line);
      } catch (error) {
        assert.ok(error instanceof Error && error.constructor === Error && error.message.length < 2_000);
      }
  },
};
