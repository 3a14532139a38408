import assert from "node:assert/strict";
import type {
  Decision,
  ExpectedStep,
  Outcome,
  Round,
  SentinelRound,
  StepKind,
} from "../../src/model/index.ts";
import { nextMove } from "../../src/verdict/next-move.ts";
import { stepRecord } from "../model/build.ts";

const timeouts = { probeMs: "auto", settleMs: 1000, hold: 2 } as const;
const expected: ExpectedStep = { cells: ["deny"], sentinels: ["deny"] };

function round(cell: Outcome, sentinel: Outcome = "timeout", rest: Partial<Round> = {}): Round {
  return {
    startedMs: 0,
    endedMs: 0,
    timeoutMs: 250,
    observations: [{ outcome: cell }],
    sentinels: [{ outcome: sentinel }],
    ...rest,
  };
}

function moveAfter(
  rounds: readonly Round[],
  nowMs: number,
  kind: StepKind = "declared",
  step = expected,
): string {
  const decisions = step.cells.flatMap(() => predicted(false));
  return nextMove({ kind, expected: step, predicted: decisions }, stepRecord(rounds), timeouts, nowMs);
}

/** What the policies mean for the one cell. */
function predicted(allowed: boolean): readonly Decision[] {
  const side = { allowed, selecting: [], tiers: [] };
  return [{ allowed, egress: { direction: "Egress", ...side }, ingress: { direction: "Ingress", ...side } }];
}

describe("what comes before the first round", () => {
  const glance = (outcome: Outcome) => [{ endedMs: 0, sentinels: [{ outcome }] }];
  const moveBefore = (seen: readonly SentinelRound[], nowMs: number): string =>
    nextMove(
      { kind: "declared", expected, predicted: predicted(false) },
      stepRecord([], { sentinelRounds: seen }),
      timeouts,
      nowMs,
    );

  it("is a look at the sentinels until they have caught up, or the grace period is over", () => {
    assert.equal(moveBefore([], 0), "sentinels");
    assert.equal(moveBefore(glance("reachable"), 0), "sentinels");
    assert.equal(moveBefore(glance("timeout"), 0), "again");
    assert.equal(moveBefore(glance("reachable"), 1000), "again");
  });

  it("is nothing where there are no sentinels to look at", () => {
    assert.equal(moveAfter([], 0, "declared", { cells: ["deny"], sentinels: [] }), "again");
  });
});

describe("what comes after a round", () => {
  const refused = round("refused");

  it("is the next step once the matrix has held for enough rounds in a row", () => {
    assert.equal(moveAfter([round("timeout")], 0), "again");
    assert.equal(moveAfter([refused, refused], 0), "next");
    assert.equal(moveAfter([refused, round("reachable"), refused], 0), "again");
  });

  it("is another round until what was contrary at first has held for twice as long, up to 3 s: it may flap", () => {
    const at = (cell: Outcome, startedMs: number): Round => ({
      ...round(cell),
      startedMs,
      endedMs: startedMs + 250,
    });
    const contrary = [at("reachable", 0), at("reachable", 650)];
    const since = (...starts: readonly number[]) => starts.map((startedMs) => at("refused", startedMs));
    assert.equal(moveAfter([...contrary, ...since(950, 1250)], 0), "again");
    assert.equal(moveAfter([...contrary, ...since(950, 1250, 1990)], 0), "again");
    assert.equal(moveAfter([...contrary, ...since(950, 1250, 2000)], 0), "next");
    assert.equal(moveAfter([...contrary, at("reachable", 9000), ...since(9500, 12_250)], 0), "next");
    assert.equal(moveAfter([...contrary, ...since(950, 1250)], 6000), "next");
  });

  it("is not put off by what was contrary for one round, or before the nodes had caught up", () => {
    const at = (cell: Outcome, startedMs: number, sentinel: Outcome = "timeout"): Round => ({
      ...round(cell, sentinel),
      startedMs,
      endedMs: startedMs + 250,
    });
    const held = [at("refused", 5000), at("refused", 5270)];
    assert.equal(moveAfter([at("reachable", 4700), ...held], 0), "next");
    assert.equal(moveAfter([at("reachable", 0, "reachable"), ...held], 0), "next");
  });

  it("is another round while a sentinel has not caught up, though every cell is as expected", () => {
    const ahead = [round("timeout", "reachable"), round("timeout", "reachable")];
    assert.equal(moveAfter(ahead, 0), "again");
    assert.equal(moveAfter([...ahead, refused, refused], 0), "next");
  });

  it("is a longer look when the grace period is over, and the next step after that", () => {
    assert.equal(moveAfter([round("reachable")], 1000), "confirm");
    assert.equal(
      moveAfter([round("reachable"), round("reachable", "timeout", { timeoutMs: 1000 })], 1100),
      "next",
    );
  });

  it("is another round when a round was overloaded, which neither holds nor confirms", () => {
    const overloaded = round("timeout", "timeout", { overloaded: "late answers" });
    assert.equal(moveAfter([round("timeout"), overloaded], 0), "again");
    const late = { ...overloaded, timeoutMs: 1000 };
    assert.equal(moveAfter([round("timeout"), late], 1100), "again");
    assert.equal(moveAfter([round("timeout"), late], 6000), "next");
    assert.equal(moveAfter([overloaded, overloaded], 1000), "confirm");
  });

  it("is a longer look at once when the cluster has held what the policies mean, though something else was expected", () => {
    const open = round("reachable");
    const target = { kind: "declared", expected, predicted: predicted(true) } as const;
    const moveHere = (...rounds: readonly Round[]): string =>
      nextMove(target, stepRecord(rounds), timeouts, 0);
    assert.equal(moveHere(open), "again");
    assert.equal(moveHere(open, open), "confirm");
    assert.equal(moveHere(open, open, { ...open, timeoutMs: 1000 }), "next");
    const behind = round("reachable", "reachable");
    assert.equal(moveHere(behind, behind), "again");
  });

  it("is another round while one cell is not predicted, since nobody knows what the policies mean there", () => {
    const both: ExpectedStep = { cells: ["deny", "deny"], sentinels: ["deny"] };
    const open = round("reachable", "timeout", {
      observations: [{ outcome: "reachable" }, { outcome: "reachable" }],
    });
    const unread = { policy: "x/p", reason: "it is of a kind that nobody reads" };
    const half = [...predicted(true), ...predicted(true).map((each) => ({ ...each, undetermined: unread }))];
    const move = (decisions: readonly Decision[]): string =>
      nextMove(
        { kind: "declared", expected: both, predicted: decisions },
        stepRecord([open, open]),
        timeouts,
        0,
      );
    assert.equal(move(half), "again");
    assert.equal(move([...predicted(true), ...predicted(true)]), "confirm");
  });

  it("needs one round as proof from the control and the canary", () => {
    assert.equal(moveAfter([refused], 0, "control"), "next");
    assert.equal(moveAfter([refused], 0, "canary"), "next");
  });

  it("stops the run when the canary shows no enforcement when the grace period is over", () => {
    const canary: ExpectedStep = { cells: [], sentinels: ["deny"] };
    const leak = round("reachable", "reachable");
    assert.equal(moveAfter([leak], 999, "canary", canary), "again");
    assert.equal(moveAfter([leak], 1000, "canary", canary), "confirm");
    assert.equal(moveAfter([leak, { ...leak, timeoutMs: 1000 }], 1000, "canary", canary), "stop");
  });

  it("goes on after a canary that shows enforcement at last, or whose last round counts no more", () => {
    const canary: ExpectedStep = { cells: [], sentinels: ["deny"] };
    const leak = round("reachable", "reachable");
    const overloaded = { ...leak, overloaded: "late answers" };
    assert.equal(moveAfter([leak, round("timeout")], 6000, "canary", canary), "next");
    assert.equal(moveAfter([overloaded, overloaded], 6000, "canary", canary), "stop");
    const behind: ExpectedStep = { cells: ["deny"], sentinels: ["deny"] };
    assert.equal(moveAfter([round("reachable")], 6000, "canary", behind), "next");
    assert.equal(moveAfter([leak], 6000, "declared", behind), "next");
  });

  it("counts time from when the changes had been accepted", () => {
    const decisions = predicted(false);
    const target = { kind: "declared", expected, predicted: decisions } as const;
    const moveAt = (nowMs: number): string =>
      nextMove(target, stepRecord([round("reachable")], { appliedMs: 5000 }), timeouts, nowMs);
    assert.equal(moveAt(5999), "again");
    assert.equal(moveAt(6000), "confirm");
  });

  it("ends at twice a long grace period", () => {
    const long = { ...timeouts, settleMs: 20_000 };
    const target = { kind: "declared", expected, predicted: predicted(false) } as const;
    const moveAt = (nowMs: number): string => nextMove(target, stepRecord([refused]), long, nowMs);
    assert.equal(moveAt(39_999), "again");
    assert.equal(moveAt(40_000), "next");
  });

  it("goes on after a control that was not reachable everywhere: its cells will lack their proof", () => {
    const unreached = round("timeout", "timeout", { timeoutMs: 1000 });
    const control: ExpectedStep = { cells: ["allow"], sentinels: [] };
    assert.equal(moveAfter([round("timeout"), unreached], 1500, "control", control), "next");
  });

  it("does not take missing observations for satisfied ones", () => {
    const empty = { ...round("timeout"), observations: [] };
    assert.equal(moveAfter([empty, empty], 0), "again");
  });

  it("is a longer look at a matrix of nothing but silence, in which no slow answer could show", () => {
    const silence = round("timeout");
    assert.equal(moveAfter([silence, silence], 0), "confirm");
    assert.equal(moveAfter([silence, silence, { ...silence, timeoutMs: 1000 }], 0), "next");
    assert.equal(moveAfter([silence, silence], 6000), "next");
    const cells: ExpectedStep = { cells: ["deny", "deny"], sentinels: [] };
    const mixed = { ...silence, observations: [{ outcome: "timeout" }, { outcome: "refused" }] } as const;
    assert.equal(moveAfter([mixed, mixed], 0, "declared", cells), "next");
    assert.equal(moveAfter([refused, silence], 0), "confirm");
    assert.equal(moveAfter([silence, refused], 0), "next");
    const nothing: ExpectedStep = { cells: [], sentinels: ["deny"] };
    const without = { ...silence, observations: [] };
    assert.equal(moveAfter([without, without], 0, "declared", nothing), "next");
    const late = { ...silence, timeoutMs: 1000, overloaded: "late answers" };
    assert.equal(moveAfter([silence, silence, late], 0), "confirm");
  });

  it("is more of the same when the matrix is as expected and has not held yet, for some seconds after the grace period", () => {
    assert.equal(moveAfter([refused], 1000), "again");
    assert.equal(moveAfter([refused], 5999), "again");
    assert.equal(moveAfter([refused], 6000), "next");
  });
});
