import assert from "node:assert/strict";
import type { Observation } from "../../src/model/index.ts";
import { p99LatencyMs } from "../../src/probe/percentile.ts";
import { firstTempo, forMove, nextTempo, overload } from "../../src/probe/tempo.ts";

const auto = { probeMs: "auto" } as const;

function answered(...latencies: readonly number[]): readonly Observation[] {
  return latencies.map((latencyMs) => ({ outcome: "reachable", latencyMs }));
}

describe("the tempo of rounds", () => {
  it("starts with the longest timeout when it is to be calibrated, else with the given one", () => {
    assert.equal(firstTempo(auto).timeoutMs, 1000);
    assert.equal(firstTempo({ probeMs: 300 }).timeoutMs, 300);
  });

  it("calibrates the timeout to a multiple of the slow answers, within bounds", () => {
    const next = (latency: number): number => nextTempo(auto, firstTempo(auto), answered(latency)).timeoutMs;
    assert.equal(next(1), 250);
    assert.equal(next(100), 500);
    assert.equal(next(900), 1000);
  });

  it("keeps a given timeout, and keeps a calibrated one while nothing answers", () => {
    assert.equal(
      nextTempo({ probeMs: 300 }, { timeoutMs: 300, launchesPerSecond: 6000 }, answered(1)).timeoutMs,
      300,
    );
    const last = { timeoutMs: 400, launchesPerSecond: 6000 };
    assert.deepEqual(nextTempo(auto, last, [{ outcome: "timeout" }]), last);
  });

  it("calls a round overloaded whose answers came near the timeout, and slows down, but not without end", () => {
    let tempo = { timeoutMs: 300, launchesPerSecond: 6000 };
    assert.equal(overload(answered(100), tempo), undefined);
    assert.match(overload(answered(101), tempo) ?? "", /101 ms .* 300 ms/);
    tempo = nextTempo({ probeMs: 300 }, tempo, answered(101));
    assert.equal(tempo.launchesPerSecond, 3000);
    for (let i = 0; i < 20; i++) tempo = nextTempo({ probeMs: 300 }, tempo, answered(101));
    assert.equal(tempo.launchesPerSecond, 100);
  });

  it("does not take lost packets for a slow cluster", () => {
    const resent: readonly Observation[] = [{ outcome: "reachable", latencyMs: 2, lost: 1 }, ...answered(1)];
    const tempo = { timeoutMs: 250, launchesPerSecond: 6000 };
    assert.equal(overload(resent, tempo), undefined);
    assert.deepEqual(nextTempo(auto, tempo, resent), tempo);
  });

  it("waits longer to confirm a silence", () => {
    const tempo = { timeoutMs: 250, launchesPerSecond: 6000 };
    assert.equal(forMove("confirm", tempo).timeoutMs, 1000);
    assert.equal(forMove("confirm", { ...tempo, timeoutMs: 2000 }).timeoutMs, 4000);
    assert.equal(forMove("again", tempo), tempo);
  });

  it("has a 99th percentile that only answers count for", () => {
    assert.equal(p99LatencyMs([{ outcome: "timeout" }]), undefined);
    assert.equal(p99LatencyMs(answered(...Array.from({ length: 200 }, (_, i) => 200 - i))), 198);
    assert.equal(p99LatencyMs(answered(7)), 7);
  });
});
