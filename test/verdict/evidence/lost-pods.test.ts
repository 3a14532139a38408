import assert from "node:assert/strict";
import type { MeasuredStep, Outcome, Round, RunRecord } from "../../../src/model/index.ts";
import { lostPods, silentSentinels } from "../../../src/verdict/evidence/lost-pods.ts";
import { flow, stepRecord } from "../../model/build.ts";

const FLOWS = [flow("x/a", "x/b"), flow("x/a", "x/c"), flow("x/b", "x/a")];
const SENTINELS = [flow("s/2", "s/1", 7001), flow("s/2", "s/1", 7002), flow("s/1", "s/2", 7001)];

function round(cells: readonly Outcome[], sentinels: readonly Outcome[] = []): Round {
  const seen = (outcomes: readonly Outcome[]) => outcomes.map((outcome) => ({ outcome }));
  return { startedMs: 0, endedMs: 1, timeoutMs: 250, observations: seen(cells), sentinels: seen(sentinels) };
}

function record(...steps: readonly (readonly Round[])[]): RunRecord {
  return {
    steps: steps.map((rounds): MeasuredStep => {
      const task = { name: "s", kind: "declared", changes: [], refused: [], waitMs: 0 } as const;
      return {
        task: { ...task, flows: FLOWS, sentinels: SENTINELS },
        expected: { cells: [], sentinels: ["allow", "deny", "allow"] },
        predicted: [],
        record: stepRecord(rounds),
      };
    }),
  };
}

describe("the pods that could not be asked", () => {
  it("are the sources of which nothing was measured at the end of some step, each once", () => {
    const lost = round(["probe-failed", "probe-failed", "timeout"]);
    const well = round(["reachable", "reachable", "reachable"]);
    assert.deepEqual(lostPods(record([lost])), ["x/a"]);
    assert.deepEqual(lostPods(record([well, lost], [lost])), ["x/a"]);
    assert.deepEqual(lostPods(record([lost], [well])), ["x/a"]);
  });

  it("are not those that had been lost for a while, or of which something was measured", () => {
    const lost = round(["probe-failed", "probe-failed", "timeout"]);
    assert.deepEqual(lostPods(record([lost, round(["timeout", "timeout", "timeout"])])), []);
    assert.deepEqual(lostPods(record([round(["probe-failed", "timeout", "timeout"])])), []);
    assert.deepEqual(lostPods(record([])), []);
  });
});

describe("the sentinels that never answered", () => {
  it("are those whose open port did not, in all looks of some step", () => {
    const first = round([], ["timeout", "timeout", "reachable"]);
    assert.deepEqual(silentSentinels(record([first])), ["s/1"]);
    assert.deepEqual(silentSentinels(record([first, first], [first])), ["s/1"]);
    assert.deepEqual(silentSentinels(record([round([])])), ["s/1", "s/2"]);
    assert.deepEqual(silentSentinels(record([round([], ["timeout", "timeout", "timeout"])])), ["s/1", "s/2"]);
  });

  it("are not those that answered once, nor any of a step that was not looked at", () => {
    const first = round([], ["timeout", "timeout", "reachable"]);
    assert.deepEqual(silentSentinels(record([first, round([], ["reachable", "timeout", "timeout"])])), []);
    assert.deepEqual(silentSentinels(record([])), []);
  });
});
