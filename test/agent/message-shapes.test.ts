import assert from "node:assert/strict";
import { isAgentConfig, isFromAgent, isListenerAnswer, isToAgent } from "../../src/agent/message-shapes.ts";

const probe = { id: 0, address: "10.0.0.1", port: 80, protocol: "TCP" };
const batch = { type: "batch", id: 1, timeoutMs: 250, launchesPerSecond: 0.5, probes: [probe] };
const reply = { type: "reply", batch: 1, id: 0, outcome: "timeout", ms: 250.01 };
const bye = {
  type: "bye",
  batch: 1,
  count: 1,
  unresponsive: [{ port: 80, protocol: "UDP", reason: "refused" }],
};
const answer = { pod: "x/a", run: "r1", nonce: "n", stalls: [{ agoMs: 12, ms: 80 }] };
const config = { role: "both", pod: "x/a", run: "r1", ports: [{ port: 53, protocol: "UDP" }] };

type Case = readonly [
  title: string,
  check: (value: unknown) => boolean,
  good: object,
  spoilt: readonly object[],
];

const cases: readonly Case[] = [
  [
    "a batch",
    isToAgent,
    batch,
    [
      { id: -1 },
      { id: 0.5 },
      { id: "1" },
      { timeoutMs: Number.NaN },
      { timeoutMs: 1e12 },
      { launchesPerSecond: 0 },
      { awakeForMs: -1 },
      { probes: {} },
      { probes: [null] },
      { probes: [{ ...probe, port: 65_536 }] },
      { probes: [{ ...probe, protocol: "SCTP" }] },
      { probes: [{ ...probe, family: 5 }] },
      { type: "batches" },
    ],
  ],
  [
    "a hello of ours",
    isToAgent,
    { type: "hello", run: "r1", udpPortsUsed: 0 },
    [{ udpPortsUsed: -1 }, { run: 1 }],
  ],
  [
    "a reply",
    isFromAgent,
    { ...reply, peer: { pod: "x/b", run: "r1" }, detail: "d" },
    [
      { outcome: "fine" },
      { ms: -0.01 },
      { ms: 1e300 },
      { ms: null },
      { id: 1.5 },
      { batch: undefined },
      { peer: { pod: "x/b" } },
      { peer: "x/b" },
      { detail: 7 },
    ],
  ],
  [
    "a bye",
    isFromAgent,
    bye,
    [{ count: -1 }, { unresponsive: undefined }, { unresponsive: [{ port: 80, protocol: "TCP" }] }],
  ],
  [
    "a hello of the agent's",
    isFromAgent,
    { type: "hello", version: 2, pod: "x/a", run: "r1" },
    [{ version: "2" }, { pod: undefined }],
  ],
  [
    "a listener's answer",
    isListenerAnswer,
    answer,
    [{ nonce: undefined }, { stalls: [{ ms: 80 }] }, { stalls: [{ agoMs: -1, ms: 80 }] }, { pod: ["x/a"] }],
  ],
  ["a configuration", isAgentConfig, config, [{ role: "boss" }, { ports: [80] }, { run: null }]],
];

describe("the shape of what a peer sends", () => {
  for (const [title, check, good, spoilt] of cases) {
    it(`is that of ${title}, or it is not taken for one`, () => {
      assert.equal(check(good), true);
      for (const change of spoilt) assert.equal(check({ ...good, ...change }), false, JSON.stringify(change));
    });
  }

  it("is not that of anything else", () => {
    for (const check of [isToAgent, isFromAgent, isListenerAnswer, isAgentConfig])
      for (const value of [undefined, null, 7, "hello", [], {}, { type: "constructor" }])
        assert.equal(check(value), false);
  });

  it("may have more than is known, and may lack what is optional", () => {
    assert.equal(isFromAgent({ ...reply, added: "later" }), true);
    assert.equal(isFromAgent(reply), true);
  });

  it("has its own properties only", () => {
    assert.equal(isFromAgent(Object.create(reply)), false);
  });
});
