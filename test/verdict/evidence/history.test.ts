import assert from "node:assert/strict";
import type { Outcome, Round } from "../../../src/model/index.ts";
import { enforcedAfterMs, historyOf } from "../../../src/verdict/evidence/history.ts";

/** One round for each outcome of the one cell, 10 ms apart, the first begun at 100 ms. */
function rounds(...outcomes: readonly (Outcome | undefined)[]): readonly Round[] {
  return outcomes.map((outcome, index) => ({
    startedMs: 100 + 10 * index,
    endedMs: 105 + 10 * index,
    timeoutMs: 250,
    observations: outcome === undefined ? [] : [{ outcome }],
    sentinels: [],
  }));
}

const overloaded = (round: Round | undefined): readonly Round[] =>
  round === undefined ? [] : [{ ...round, overloaded: "busy" }];
const denied = (some: readonly Round[], appliedMs = 90): number | undefined =>
  enforcedAfterMs(some, 0, "deny", appliedMs);

describe("the history of a cell", () => {
  it("counts equal outcomes in a row, and is left out where nothing changed", () => {
    assert.equal(historyOf([]), undefined);
    assert.equal(historyOf([{ outcome: "timeout" }, { outcome: "timeout" }]), undefined);
    assert.equal(
      historyOf([{ outcome: "reachable" }, { outcome: "timeout" }, { outcome: "timeout" }]),
      "reachable×1 timeout×2",
    );
  });
});

describe("the time until a cell is enforced", () => {
  it("is that of the beginning of its last streak, after the changes", () => {
    assert.equal(denied(rounds("reachable", "timeout", "timeout")), 20);
    assert.equal(denied(rounds("timeout", "reachable", "timeout")), 30);
    assert.equal(denied(rounds("timeout", "timeout")), 10);
  });

  it("is none at all where the round had begun before the changes were accepted", () => {
    assert.equal(denied(rounds("timeout"), 103), 0);
  });

  it("is not known where the cell is not as expected at the end, or was not seen", () => {
    assert.equal(denied(rounds("timeout", "reachable")), undefined);
    assert.equal(denied(rounds("timeout", undefined)), undefined);
    assert.equal(denied([]), undefined);
  });

  it("is not known where the round before the streak proves nothing, or its first does not", () => {
    const [open, first, second] = rounds("timeout", "timeout", "timeout");
    const silent = rounds("probe-failed", "timeout");
    assert.equal(
      denied([...overloaded(open), ...(first ? [first] : []), ...(second ? [second] : [])]),
      undefined,
    );
    assert.equal(
      denied(silent.map((round, index) => (index === 0 ? { ...round, overloaded: "busy" } : round))),
      undefined,
    );
    assert.equal(denied(rounds(undefined, "timeout")), undefined);
  });
});
