import assert from "node:assert/strict";
import { encode, type FromAgent, PROTOCOL_VERSION } from "../../src/agent/protocol.ts";
import { agentChannel } from "../../src/channel/agent-channel.ts";
import type { AgentStream } from "../../src/channel/agent-stream.ts";
import { ClusterError, type ProbeBatch } from "../../src/cluster/port.ts";
import { lineQueue } from "../../src/kubernetes/exec/line-queue.ts";

const never = new AbortController().signal;
const BATCH: ProbeBatch = {
  probes: [
    { target: "x/b", port: 80, protocol: "TCP" },
    { target: "x/c", port: 80, protocol: "TCP" },
    { target: "x/d", port: 80, protocol: "TCP" },
  ],
  timeoutMs: 1_000,
  launchesPerSecond: 1_000,
};

/** All that an agent says: who it is, and the answers to a batch, with a letter of several bytes in one of them. */
const SAID = Buffer.from(
  (
    [
      { type: "hello", version: PROTOCOL_VERSION, pod: "x/a", run: "r1" },
      { type: "reply", batch: 0, id: 0, outcome: "answered", ms: 1, peer: { pod: "x/b", run: "r1" } },
      { type: "reply", batch: 0, id: 1, outcome: "timeout", ms: 1_000 },
      { type: "reply", batch: 0, id: 2, outcome: "unreachable", ms: 3, detail: "kein Weg über" },
      { type: "bye", batch: 0, count: 3, unresponsive: [] },
    ] as const satisfies readonly FromAgent[]
  )
    .map(encode)
    .join(""),
);
const OUTCOMES = ["reachable", "timeout", "unreachable"];

/** A stream that brings these bytes once it has been asked for a batch, and breaks, or ends in an orderly way. */
function streamOf(bytes: Uint8Array, ending: "breaks" | "ends" | "goes on"): AgentStream {
  const queue = lineQueue(() => undefined);
  const greeting = SAID.indexOf("\n") + 1;
  return {
    lines: queue.lines,
    send(text) {
      if (!text.includes('"batch"')) return queue.write(bytes.subarray(0, greeting));
      queue.write(bytes.subarray(greeting));
      if (ending !== "goes on") queue.end(ending === "breaks" ? new ClusterError("it broke") : undefined);
    },
    async close() {
      queue.end();
    },
  };
}

async function outcomes(streams: readonly AgentStream[]): Promise<readonly string[]> {
  let opened = 0;
  const channel = agentChannel({
    pod: "x/a",
    run: "r1",
    maxStreams: streams.length,
    addressOf: ({ target }) => target,
    open: async () => streams[opened++] ?? assert.fail("opened too often"),
  });
  try {
    const { observations } = await channel.ask(BATCH, never);
    return observations.map(({ outcome }) => outcome);
  } finally {
    await channel.close();
  }
}

describe("what an agent says, cut at every byte", () => {
  const greeting = SAID.indexOf("\n") + 1;

  for (const ending of ["breaks", "ends"] as const) {
    it(`is no answer unless it is whole, when the stream ${ending}`, async () => {
      for (let bytes = greeting; bytes < SAID.length; bytes++)
        await assert.rejects(outcomes([streamOf(SAID.subarray(0, bytes), ending)]), ClusterError, `${bytes}`);
      assert.deepEqual(await outcomes([streamOf(SAID, ending)]), OUTCOMES);
    });

    it(`is asked for again on a new stream, and is right then, when the stream ${ending}`, async () => {
      for (let bytes = greeting; bytes < SAID.length; bytes++)
        assert.deepEqual(
          await outcomes([streamOf(SAID.subarray(0, bytes), ending), streamOf(SAID, "goes on")]),
          OUTCOMES,
        );
    });
  }

  it("is never taken for another answer when messages are lost or come in another order", async () => {
    const [hello = "", ...messages] = SAID.toString("utf8").split(/(?<=\n)/);
    const orders = messages.flatMap((_, at) =>
      messages.map((__, to) => {
        const others = messages.filter((___, index) => index !== at);
        // At the end of the list it is lost.
        return to === messages.length - 1 ? others : others.toSpliced(to, 0, messages[at] ?? "");
      }),
    );
    for (const order of orders) {
      const said = Buffer.from([hello, ...order].join(""));
      const seen = await outcomes([streamOf(said, "ends")]).catch((error: unknown) => {
        assert.ok(error instanceof ClusterError);
        return OUTCOMES;
      });
      assert.deepEqual(seen, OUTCOMES, order.join(""));
    }
  });
});
