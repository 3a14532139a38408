import assert from "node:assert/strict";
import { exitCodeOf } from "../../../src/cli/output/exit-code.ts";
import type { Verdict } from "../../../src/model/index.ts";
import type { SuiteReport } from "../../../src/report/index.ts";
import { report } from "../../report/report-builder.ts";
import { notRun, result, suite } from "../../report/suite-builder.ts";

function suiteOf(...verdicts: readonly Verdict[]): SuiteReport {
  return suite(verdicts.map((verdict, index) => result(`${index}`, report([], { verdict }))));
}

function codeOf(...verdicts: readonly Verdict[]): number {
  return exitCodeOf(suiteOf(...verdicts));
}

describe("the exit code", () => {
  it("of one scenario is that of its verdict", () => {
    const codes = (["pass", "xfail", "fail", "unknown", "skipped"] as const).map((verdict) =>
      exitCodeOf(report([], { verdict })),
    );
    assert.deepEqual(codes, [0, 0, 1, 3, 3]);
  });

  it("is 0 when all passed", () => assert.equal(codeOf("pass", "xfail"), 0));

  it("is 1 when a verdict failed, was flaky or passed unexpectedly, whatever else is unknown", () => {
    for (const verdict of ["fail", "flaky", "xpass"] as const)
      assert.equal(codeOf("unknown", "pass", verdict), 1);
  });

  it("is 3 when something could not be measured", () => assert.equal(codeOf("pass", "unknown"), 3));

  it("is 3 when nothing was measured", () => {
    assert.equal(codeOf(), 3);
    assert.equal(codeOf("skipped", "skipped"), 3);
  });

  it("does not mind what was skipped as long as something was measured", () => {
    assert.equal(codeOf("pass", "skipped"), 0);
    assert.equal(codeOf("skipped", "unknown"), 3);
  });

  it("is 3 when a scenario was not run, or something went wrong beside the verdicts", () => {
    const { results } = suiteOf("pass");
    assert.equal(exitCodeOf(suite([...results, notRun("b", "interrupted")])), 3);
    assert.equal(exitCodeOf(suite(results, { findings: ["namespace x is still there"] })), 3);
  });
});
