import assert from "node:assert/strict";
import { reportBrief } from "../../../src/report/words/brief.ts";
import { cell, leak, report, step, unmeasured } from "../report-builder.ts";

const LEAK =
  "x/a -> x/b:80: expected deny, observed reachable: the cluster does not do what the policies say";

describe("a scenario in brief", () => {
  it("is an example of its worst step, with the step's name if there are several", () => {
    const unsure = step("unsure", [unmeasured("x/a -> x/b:80", "lost")]);
    const closed = step("closed", [leak("x/a -> x/b:80")]);
    assert.equal(reportBrief(report([closed])), LEAK);
    assert.equal(reportBrief(report([unsure, closed], { verdict: "fail" })), `closed: ${LEAK}`);
  });

  it("is what the cluster lacks if it was skipped", () => {
    const skipped = report([], { verdict: "skipped", skipped: ["needs 2 nodes", "has no DNS"] });
    assert.equal(reportBrief(skipped), "needs 2 nodes; has no DNS");
  });

  it("is the first finding if nothing was measured", () => {
    const content = report([step("s", [unmeasured("x/a -> x/b:80", "not measured")])], {
      findings: ["the cluster enforces nothing"],
      verdict: "fail",
    });
    assert.equal(reportBrief(content), "the cluster enforces nothing");
  });

  it("is what was left behind if all cells passed", () => {
    const content = report([step("s", [cell("x/a -> x/b:80")])], {
      findings: ["namespace x is still there"],
      verdict: "unknown",
    });
    assert.equal(reportBrief(content), "namespace x is still there");
  });

  it("says that nothing failed where something should have", () => {
    const content = report([step("s", [cell("x/a -> x/b:80")])], { verdict: "xpass" });
    assert.equal(reportBrief(content), "nothing failed, but it was expected to");
  });
});
