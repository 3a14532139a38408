import assert from "node:assert/strict";
import type { ClusterSession } from "../../src/cluster/port.ts";
import type { Change, NextMove, StepTask } from "../../src/model/index.ts";
import { type DecideMove, type ProbeOptions, StepRunner } from "../../src/probe/step-runner.ts";
import { manualClock } from "../../src/system/clock.ts";
import { denyIntoX, flow } from "../model/build.ts";

const step: StepTask = {
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
    onRound: () => undefined,
    ...rest,
  };
}

/** A session in which everything is reachable, and which remembers what happened in which order. */
function session(log: string[] = []): Pick<ClusterSession, "apply" | "probe" | "refusalOf"> {
  return {
    refusalOf: async ({ kind }) => {
      log.push(`offer ${kind}`);
      return kind === "Bad" ? "it is bad" : undefined;
    },
    apply: async (changes: readonly Change[]) => {
      log.push(`apply ${changes.length}`);
    },
    probe: async (from, { probes, timeoutMs }) => {
      if (probes.length > 0) log.push(`probe ${from} ${timeoutMs}`);
      return { observations: probes.map(() => ({ outcome: "reachable", latencyMs: 1 })), unresponsive: [] };
    },
  };
}

/** What is decided after each round; the first comes by itself. */
function moves(...list: readonly NextMove[]): () => DecideMove {
  const queue = [...list];
  return () => (record) =>
    record.rounds.length === 0 ? "again" : (queue.shift() ?? assert.fail("asked once too often"));
}

function decisions(...list: readonly NextMove[]): () => DecideMove {
  const queue = [...list];
  return () => () => queue.shift() ?? assert.fail("asked once too often");
}

describe("the rounds of a step", () => {
  it("apply its changes once, then go on until the decision is content; the next step knows the pace", async () => {
    const log: string[] = [];
    const runner = new StepRunner(session(log), options());
    const first = await runner.carryOut(step, moves("again", "next"));
    const second = await runner.carryOut(step, moves("next"));
    assert.deepEqual(log, ["apply 1", "probe x/a 1000", "probe x/a 250", "apply 1", "probe x/a 250"]);
    assert.deepEqual([first.record.rounds.length, second.record.rounds.length], [2, 1]);
    assert.equal(first.move, "next");
  });

  it("are decided by who was asked once the changes had been made", async () => {
    const log: string[] = [];
    await new StepRunner(session(log), options()).carryOut(step, () => {
      log.push("predict");
      return moves("next")();
    });
    assert.deepEqual(log, ["apply 1", "predict", "probe x/a 1000"]);
  });

  it("look at the sentinels alone, and not for long, while that is decided", async () => {
    const log: string[] = [];
    const watched = { ...step, sentinels: [flow("s/1", "s/2", 7001)] };
    const decide = decisions("sentinels", "sentinels", "again", "next");
    const { record } = await new StepRunner(session(log), options()).carryOut(watched, decide);
    assert.deepEqual(log, ["apply 1", "probe s/1 400", "probe s/1 400", "probe x/a 1000", "probe s/1 1000"]);
    assert.deepEqual([record.sentinelRounds.length, record.rounds.length], [2, 1]);
  });

  it("wait longer when a silence is to be confirmed, and go back after it", async () => {
    const log: string[] = [];
    await new StepRunner(session(log), options()).carryOut(step, moves("again", "confirm", "again", "next"));
    assert.deepEqual(log.slice(1), ["probe x/a 1000", "probe x/a 250", "probe x/a 1000", "probe x/a 250"]);
  });

  it("end when the decision is to stop", async () => {
    const { move } = await new StepRunner(session(), options()).carryOut(step, moves("stop"));
    assert.equal(move, "stop");
  });

  it("reject with the signal's reason when they are aborted, before the changes and between rounds", async () => {
    const reason = new Error("stop");
    const log: string[] = [];
    const aborted = options({ signal: AbortSignal.abort(reason) });
    await assert.rejects(new StepRunner(session(log), aborted).carryOut(step, moves()), reason);
    assert.deepEqual(log, []);
    const controller = new AbortController();
    const runner = new StepRunner(session(), options({ signal: controller.signal }));
    const deciding = (): DecideMove => (record) => {
      if (record.rounds.length === 1) controller.abort(reason);
      return "again";
    };
    await assert.rejects(runner.carryOut(step, deciding), reason);
  });

  it("reject when a change is refused", async () => {
    const refusing = { ...session(), apply: async () => Promise.reject(new Error("forbidden")) };
    await assert.rejects(new StepRunner(refusing, options()).carryOut(step, moves()), /forbidden/);
  });

  it("record what was refused, and when the changes had been made", async () => {
    const log: string[] = [];
    const refused = ["Good", "Bad"].map((kind) => ({ name: kind, manifest: { kind } }));
    const runner = new StepRunner(session(log), options());
    const { record } = await runner.carryOut({ ...step, refused, waitMs: 300 }, moves("next"));
    assert.deepEqual(log.slice(0, 3), ["apply 1", "offer Good", "offer Bad"]);
    assert.deepEqual(record.refusals, [{}, { answer: "it is bad" }]);
    assert.equal(record.appliedMs, 300);
  });

  it("split what they observe into cells and sentinels", async () => {
    const both = { ...step, sentinels: [flow("s/1", "s/2", 7001), flow("s/2", "s/1", 7001)] };
    const { record } = await new StepRunner(session(), options()).carryOut(both, moves("next"));
    const [round] = record.rounds;
    assert.deepEqual([round?.observations.length, round?.sentinels.length], [1, 2]);
  });

  it("report the step's beginning and each of its rounds", async () => {
    const seen: string[] = [];
    const onRound: ProbeOptions["onRound"] = ({ round, cellsProbed }) =>
      void seen.push(`${round} ${cellsProbed}`);
    await new StepRunner(session(), options({ onRound })).carryOut(step, moves("again", "next"));
    assert.deepEqual(seen, ["0 0", "1 1", "2 2"]);
  });
});
