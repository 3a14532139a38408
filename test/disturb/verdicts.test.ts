import assert from "node:assert/strict";
import { differences, exitCodeFor, type JsonReport, verdictsOf } from "../../scripts/disturb/verdicts.ts";

type Cell = readonly [target: string, verdict: string, cause?: string];

function reportOf(...cells: readonly Cell[]): JsonReport {
  const all = cells.map(([target, verdict, cause]) => ({
    flow: { source: "x/a", target, port: 80, protocol: "TCP" },
    verdict,
    ...(cause === undefined ? {} : { cause }),
  }));
  return { verdict: "pass", steps: [{ name: "open", cells: all }] };
}

const undisturbed = verdictsOf(reportOf(["x/b", "pass"], ["x/c", "fail", "it is closed"]));

function saying(...cells: readonly Cell[]): readonly string[] {
  return differences(undisturbed, verdictsOf(reportOf(...cells)));
}

describe("the verdicts of a disturbed run", () => {
  it("may be those of an undisturbed one, or unknown with a cause", () => {
    assert.deepEqual(saying(["x/b", "pass"], ["x/c", "fail", "another cause"]), []);
    assert.deepEqual(saying(["x/b", "unknown", "its agent hangs"], ["x/c", "unknown", "late"]), []);
  });

  it("are wrong when a cell passes that failed, or fails that passed", () => {
    assert.deepEqual(saying(["x/b", "fail", "refused"], ["x/c", "pass"]), [
      "open: x/a x/b 80 TCP   is fail (refused), not pass",
      "open: x/a x/c 80 TCP   is pass, not fail",
    ]);
  });

  it("are wrong without a cause, when a cell is missing and when there is one more", () => {
    assert.deepEqual(saying(["x/b", "unknown"], ["x/d", "pass"]), [
      "open: x/a x/b 80 TCP   is unknown without a cause",
      "open: x/a x/c 80 TCP   is missing",
      "open: x/a x/d 80 TCP   is one too many",
    ]);
  });

  it("go with the exit codes that are documented", () => {
    assert.deepEqual(
      ["pass", "xfail", "fail", "flaky", "xpass", "unknown"].map(exitCodeFor),
      [0, 0, 1, 1, 1, 3],
    );
  });
});
