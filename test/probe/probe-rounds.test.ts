import assert from "node:assert/strict";
import type { ClusterSession } from "../../src/cluster/port.ts";
import type { Change, NextMove, PlannedStep, StepRecord } from "../../src/model/index.ts";
import { type ProbeOptions, probeRounds } from "../../src/probe/probe-rounds.ts";
import { manualClock } from "../../src/system/clock.ts";
import { denyIntoX, flow } from "../model/build.ts";

const step: PlannedStep = {
  name: "s",
  kind: "declared",
  changes: denyIntoX.changes,
  refused: [],
  waitMs: 0,
  flows: [flow("x/a", "x/b")],
  sentinels: [],
};

function options(rest: Partial<ProbeOptions> = {}): ProbeOptions {
  return {
    timeouts: { probeMs: "auto", settleMs: 1000, hold: 2 },
    clock: manualClock(),
    signal: new AbortController().signal,
    bind: (changes) => changes,
    onProgress: () => undefined,
    ...rest,
  };
}

/** A session in which everything is reachable, and which remembers what happened in which order. */
function session(log: string[] = []): Pick<ClusterSession, "apply" | "probe" | "refusalOf" | "placements"> {
  return {
    placements: new Map([["x/a", { node: "n", addresses: ["10.0.0.1"], nodeAddresses: [] }]]),
    refusalOf: async ({ kind }) => {
      log.push(`offer ${kind}`);
      return kind === "Bad" ? "it is bad" : undefined;
    },
    apply: async (changes: readonly Change[]) => {
      log.push(`apply ${changes.length}`);
    },
    probe: async (from, { probes, timeoutMs }) => {
      if (probes.length > 0) log.push(`probe ${from} ${timeoutMs}`);
      return { observations: probes.map(() => ({ outcome: "reachable", latencyMs: 1 })), deaf: [] };
    },
  };
}

/** What is decided after each round; the first comes by itself. */
function moves(...list: readonly NextMove[]): (records: readonly StepRecord[]) => NextMove {
  const queue = [...list];
  return (records) =>
    records.at(-1)?.rounds.length === 0 ? "again" : (queue.shift() ?? assert.fail("asked once too often"));
}

function decisions(...list: readonly NextMove[]): () => NextMove {
  const queue = [...list];
  return () => queue.shift() ?? assert.fail("asked once too often");
}

describe("the rounds of a run", () => {
  it("apply a step's changes once, then go on until the decision is content", async () => {
    const log: string[] = [];
    const record = await probeRounds(session(log), [step, step], moves("again", "next", "next"), options());
    assert.deepEqual(log, ["apply 1", "probe x/a 1000", "probe x/a 250", "apply 1", "probe x/a 250"]);
    assert.deepEqual(
      record.steps.map(({ rounds }) => rounds.length),
      [2, 1],
    );
    assert.equal(record.endedEarly, undefined);
  });

  it("look at the sentinels alone, and not for long, while that is decided", async () => {
    const log: string[] = [];
    const watched = { ...step, sentinels: [flow("s/1", "s/2", 7001)] };
    const decide = decisions("sentinels", "sentinels", "again", "next");
    const record = await probeRounds(session(log), [watched], decide, options());
    assert.deepEqual(log, ["apply 1", "probe s/1 400", "probe s/1 400", "probe x/a 1000", "probe s/1 1000"]);
    assert.deepEqual([record.steps[0]?.sentinelRounds.length, record.steps[0]?.rounds.length], [2, 1]);
  });

  it("wait longer when a silence is to be confirmed, and go back after it", async () => {
    const log: string[] = [];
    await probeRounds(session(log), [step], moves("again", "confirm", "again", "next"), options());
    assert.deepEqual(log.slice(1), ["probe x/a 1000", "probe x/a 250", "probe x/a 1000", "probe x/a 250"]);
  });

  it("end when the decision is to stop, with what was measured", async () => {
    const record = await probeRounds(session(), [step, step], moves("stop"), options());
    assert.equal(record.endedEarly, "stopped");
    assert.equal(record.steps.length, 1);
  });

  it("return the complete steps when they are aborted", async () => {
    const controller = new AbortController();
    const decide = ({ length }: readonly StepRecord[]): NextMove => {
      if (length === 2) controller.abort(new Error("stop"));
      return length === 2 ? "again" : "next";
    };
    const record = await probeRounds(session(), [step, step], decide, options({ signal: controller.signal }));
    assert.deepEqual([record.endedEarly, record.steps.length], ["interrupted", 1]);
  });

  it("reject when a change is refused", async () => {
    const refusing = { ...session(), apply: async () => Promise.reject(new Error("forbidden")) };
    await assert.rejects(probeRounds(refusing, [step], moves(), options()), /forbidden/);
  });

  it("record the changes as they were made, with the addresses after them, and what was refused", async () => {
    const log: string[] = [];
    const refused = ["Good", "Bad"].map((kind) => ({ name: kind, manifest: { kind } }));
    const record = await probeRounds(
      session(log),
      [{ ...step, refused, waitMs: 300 }],
      moves("next"),
      options({ bind: () => [] }),
    );
    assert.deepEqual(log.slice(0, 3), ["apply 0", "offer Good", "offer Bad"]);
    const [first] = record.steps;
    assert.deepEqual(first?.changes, []);
    assert.deepEqual(first?.refusals, [{}, { answer: "it is bad" }]);
    assert.deepEqual(first?.addresses, new Map([["x/a", ["10.0.0.1"]]]));
    assert.equal(first?.appliedMs, 300);
  });

  it("split what they observe into cells and sentinels", async () => {
    const both = { ...step, sentinels: [flow("s/1", "s/2", 7001), flow("s/2", "s/1", 7001)] };
    const record = await probeRounds(session(), [both], moves("next"), options());
    const [round] = record.steps[0]?.rounds ?? [];
    assert.deepEqual([round?.observations.length, round?.sentinels.length], [1, 2]);
  });

  it("report each step's beginning and each of its rounds", async () => {
    const seen: string[] = [];
    const onProgress: ProbeOptions["onProgress"] = ({ number, steps, round, cellsProbed }) =>
      void seen.push(`${number}/${steps} ${round} ${cellsProbed}`);
    await probeRounds(session(), [step], moves("again", "next"), options({ onProgress }));
    assert.deepEqual(seen, ["1/1 0 0", "1/1 1 1", "1/1 2 2"]);
  });
});
