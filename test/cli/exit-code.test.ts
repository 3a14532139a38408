import assert from "node:assert/strict";
import { exitCodeOf } from "../../src/cli/exit-code.ts";
import type { Report, Verdict } from "../../src/model/index.ts";

function codeOf(...verdicts: readonly Verdict[]): number {
  const report: Omit<Report, "verdict"> = {
    scenario: "s",
    file: "s.yaml",
    cluster: { kind: "memory", name: "memory", nodes: [] },
    enforcement: "enforced",
    findings: [],
    steps: [],
    totals: { pass: 0, fail: 0, flaky: 0, unknown: 0, skipped: 0, xfail: 0, xpass: 0 },
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 0,
  };
  return exitCodeOf(verdicts.map((verdict) => ({ ...report, verdict })));
}

describe("the exit code", () => {
  it("is 0 when all passed", () => assert.equal(codeOf("pass", "xfail"), 0));

  it("is 1 when a verdict failed, was flaky or passed unexpectedly, whatever else is unknown", () => {
    for (const verdict of ["fail", "flaky", "xpass"] as const)
      assert.equal(codeOf("unknown", "pass", verdict), 1);
  });

  it("is 3 when something could not be measured", () => assert.equal(codeOf("pass", "unknown"), 3));

  it("is 3 when nothing was measured", () => {
    assert.equal(codeOf(), 3);
    assert.equal(codeOf("skipped"), 3);
  });
});
