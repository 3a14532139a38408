import assert from "node:assert/strict";
import type { Outcome } from "../../src/model/index.ts";
import { type CellEvidence, judgeCell } from "../../src/verdict/judge-cell.ts";

interface Seen extends Partial<Omit<CellEvidence, "sights">> {
  /** The first round in which every node had caught up; all if left out. */
  readonly caughtUpAt?: number;
}

function seen(outcomes: readonly Outcome[], { caughtUpAt = 0, ...rest }: Seen = {}): CellEvidence {
  return {
    expected: "deny",
    sights: outcomes.map((outcome, index) => ({ outcome, caughtUp: index >= caughtUpAt })),
    controlled: true,
    hold: 2,
    absence: "not measured",
    enforced: true,
    ...rest,
  };
}

function verdictOf(...evidence: Parameters<typeof seen>): string {
  return judgeCell(seen(...evidence)).verdict;
}

describe("the verdict of a cell", () => {
  it("is a pass when it is as expected, proven and stable", () => {
    assert.equal(verdictOf(["timeout", "timeout"]), "pass");
    assert.equal(verdictOf(["reachable", "reachable"], { expected: "allow" }), "pass");
  });

  it("is a pass when it became as expected and stayed so", () => {
    assert.equal(verdictOf(["reachable", "timeout", "timeout"]), "pass");
  });

  it("is a fail when it is not as expected at the end", () => {
    assert.equal(verdictOf(["reachable", "reachable"]), "fail");
    assert.equal(verdictOf(["timeout"], { expected: "allow" }), "fail");
    assert.equal(verdictOf(["wrong-peer"]), "fail");
    assert.equal(verdictOf(["wrong-peer"], { expected: "allow" }), "fail");
  });

  it("tells a drop from a reject where the scenario does", () => {
    assert.equal(verdictOf(["refused"], { expected: "drop" }), "fail");
    assert.equal(verdictOf(["timeout", "timeout"], { expected: "drop" }), "pass");
    assert.equal(verdictOf(["timeout"], { expected: "reject" }), "fail");
    assert.equal(verdictOf(["refused", "refused"], { expected: "reject" }), "pass");
  });

  it("is flaky when it changed after its node had caught up, even if it is as expected again", () => {
    const flapped = judgeCell(seen(["timeout", "reachable", "timeout", "timeout"]));
    assert.deepEqual([flapped.verdict, flapped.cause], ["flaky", "it changed after it had been as expected"]);
    assert.equal(
      verdictOf(["reachable", "timeout", "reachable", "reachable"], { expected: "allow" }),
      "flaky",
    );
  });

  it("is flaky where packets are lost, and says so", () => {
    const evidence = seen(["reachable", "timeout", "reachable", "reachable"], { expected: "allow" });
    const sights = evidence.sights.map((sight, index) => (index === 0 ? { ...sight, lost: 1 } : sight));
    const { verdict, cause } = judgeCell({ ...evidence, sights });
    assert.deepEqual(
      [verdict, cause],
      ["flaky", "it got through in 3 of 4 rounds: no policy stops it, but packets are lost"],
    );
  });

  it("does not call a change flaky that happened while nodes were catching up", () => {
    assert.equal(verdictOf(["timeout", "reachable", "timeout", "timeout"], { caughtUpAt: 2 }), "pass");
  });

  it("is flaky when it had held and no longer does", () => {
    const held = judgeCell(seen(["timeout", "timeout", "reachable"]));
    assert.deepEqual(
      [held.verdict, held.cause],
      ["flaky", "it had been as expected for 2 rounds, and no longer is"],
    );
    assert.equal(verdictOf(["reachable", "timeout", "reachable"]), "fail");
    assert.equal(verdictOf(["timeout", "reachable", "reachable"]), "fail");
  });

  it("is unknown when the last probe failed, whatever was expected", () => {
    for (const expected of ["allow", "deny", "drop", "reject", "any"] as const) {
      assert.equal(verdictOf(["timeout", "probe-failed"], { expected }), "unknown");
    }
  });

  it("says of a failed probe what is known of it", () => {
    const lost = { outcome: "probe-failed", detail: "stream lost", caughtUp: true } as const;
    assert.equal(judgeCell({ ...seen([]), sights: [lost] }).cause, "stream lost");
    assert.equal(judgeCell(seen(["probe-failed"])).cause, "it could not be measured");
  });

  it("ignores a probe that failed in between", () => {
    assert.equal(verdictOf(["timeout", "probe-failed", "timeout", "timeout"]), "pass");
    assert.equal(verdictOf(["reachable", "timeout", "probe-failed", "timeout"]), "pass");
  });

  it("is unknown when a denial has no positive control", () => {
    const judgement = judgeCell(seen(["timeout", "timeout"], { controlled: false }));
    assert.equal(judgement.verdict, "unknown");
    assert.match(judgement.cause ?? "", /silence proves nothing/);
    const unserved = judgeCell(
      seen(["timeout", "timeout"], { controlled: false, unserved: "nobody listens" }),
    );
    assert.equal(unserved.verdict, "unknown");
    assert.equal(unserved.cause, "nobody listens, so that silence there says nothing about policies");
  });

  it("needs no control where the target answered", () => {
    assert.equal(verdictOf(["reachable", "reachable"], { expected: "allow", controlled: false }), "pass");
  });

  it("is a fail, control or not, when what should be denied got through", () => {
    assert.equal(verdictOf(["reachable"], { controlled: false }), "fail");
    assert.equal(verdictOf(["timeout"], { controlled: false, expected: "allow" }), "fail");
    assert.equal(verdictOf(["reachable"], { caughtUpAt: Number.POSITIVE_INFINITY }), "fail");
    assert.equal(verdictOf(["reachable"], { hold: 1 }), "fail");
  });

  it("is unknown when not every node had caught up", () => {
    const late = judgeCell(seen(["timeout", "timeout"], { caughtUpAt: Number.POSITIVE_INFINITY }));
    assert.equal(late.verdict, "unknown");
    assert.equal(late.cause, "not every node had enforced the step's changes when the grace period ended");
    assert.equal(
      verdictOf(["reachable"], { expected: "allow", caughtUpAt: Number.POSITIVE_INFINITY }),
      "unknown",
    );
  });

  it("is unknown when nothing was measured, and says why", () => {
    assert.deepEqual(judgeCell(seen([], { absence: "the run was interrupted" })), {
      observed: { outcome: "probe-failed", detail: "the run was interrupted" },
      verdict: "unknown",
      cause: "the run was interrupted",
    });
  });

  it("is a pass for an informational cell that was measured", () => {
    assert.equal(
      verdictOf(["timeout", "reachable"], {
        expected: "any",
        controlled: false,
        caughtUpAt: Number.POSITIVE_INFINITY,
      }),
      "pass",
    );
  });

  it("is unknown when it was not as expected for as many rounds in a row as it has to hold", () => {
    const late = judgeCell(seen([...new Array<Outcome>(8).fill("reachable"), "timeout"]));
    assert.equal(late.verdict, "unknown");
    assert.match(late.cause ?? "", /as expected for 1 round in a row, not for 2/);
    assert.equal(verdictOf(["reachable"], { expected: "allow" }), "unknown");
    const two = judgeCell(seen(["timeout", "timeout"], { hold: 3 }));
    assert.equal(two.verdict, "unknown");
    assert.match(two.cause ?? "", /as expected for 2 rounds in a row, not for 3/);
    assert.equal(verdictOf(["timeout", "timeout", "timeout"], { hold: 3 }), "pass");
  });

  it("is flaky, not a fail, when an allowed flow got through once every node had caught up: packets are lost", () => {
    const lossy = judgeCell(seen(["timeout", "reachable", "timeout"], { expected: "allow" }));
    assert.equal(lossy.verdict, "flaky");
    assert.match(lossy.cause ?? "", /got through in 1 of 3 rounds/);
    const before = seen(["reachable", "timeout", "timeout"], { expected: "allow", caughtUpAt: 1 });
    assert.equal(judgeCell(before).verdict, "fail");
  });
});
