import assert from "node:assert/strict";
import type { WireReply } from "../../src/agent/protocol.ts";
import { BatchInFlight } from "../../src/channel/batch-in-flight.ts";

const reply = (id: number): WireReply => ({ type: "reply", batch: 0, id, outcome: "timeout", ms: 1 });
const bye = (count: number) => ({ type: "bye", batch: 0, count, unresponsive: [] }) as const;

describe("a batch in flight", () => {
  it("is whole when every probe was answered once and as many were counted", async () => {
    const batch = new BatchInFlight(3);
    for (const id of [2, 0, 1]) batch.reply(reply(id));
    batch.bye(bye(3));
    assert.deepEqual(
      (await batch.whole).replies.map(({ id }) => id),
      [0, 1, 2],
    );
  });

  const broken: readonly [title: string, replies: readonly number[], count: number, reason: RegExp][] = [
    ["twice the same", [0, 1, 1, 2], 3, /answered probe 1, which is not open/],
    ["one that was not asked", [0, 1, 3], 3, /answered probe 3, which is not open/],
    ["one too few, and says so", [0, 1], 2, /only 2 of 3 answers arrived/],
    ["one too few, and counts it", [0, 1], 3, /only 2 of 3 answers arrived/],
    ["all, and counts less", [0, 1, 2], 2, /counted 2 answers, and 3 arrived/],
    ["all, and counts more", [0, 1, 2], 4, /counted 4 answers, and 3 arrived/],
  ];
  for (const [title, replies, count, reason] of broken) {
    it(`is none when the agent answers ${title}`, async () => {
      const batch = new BatchInFlight(3);
      for (const id of replies) batch.reply(reply(id));
      batch.bye(bye(count));
      await assert.rejects(batch.whole, reason);
    });
  }

  it("stays as it was settled: what comes late changes nothing", async () => {
    const batch = new BatchInFlight(1);
    batch.fail(new Error("the stream ended"));
    batch.reply(reply(0));
    batch.bye(bye(1));
    await assert.rejects(batch.whole, /the stream ended/);
  });
});
