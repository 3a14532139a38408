import assert from "node:assert/strict";
import { local } from "./support/clusters.ts";
import { runForReport } from "./support/netverdict.ts";

const SCENARIO = "scenarios/recipes/r-04-deny-from-other-namespaces.yaml";
/** Twenty rounds in a row: two may fall between two changes. */
const HELD = "scenarios/cni-bugs/f-41-packets-lost-under-policy.yaml";

describe("run --fault, with packets", () => {
  before(function () {
    if (local.skip !== undefined) this.skip();
  });

  it("finds a rule that is lost on one node, and names the fault in the report's header", async () => {
    const { code, stdout, report } = await runForReport([SCENARIO, "--fault", "rule-lost:node-1"]);
    assert.deepEqual([code, report.verdict], [1, "fail"]);
    assert.match(stdout, /on the local cluster with the planted fault rule-lost on node-1, 2 nodes/);
  });

  it("finds isolation that comes and goes where a matrix has to be held for long", async () => {
    const { code, report } = await runForReport([HELD, "--fault", "flapping"]);
    assert.equal(code, 1);
    assert.ok(["fail", "flaky"].includes(report.verdict), report.verdict);
  });

  it("finds what comes into force after the grace period", async () => {
    const { code, report } = await runForReport([SCENARIO, "--fault", "pods-too-late"]);
    assert.deepEqual([code, report.verdict], [1, "fail"]);
  });

  it("passes what is late within the grace period, and still names the fault", async () => {
    const { code, stdout, report } = await runForReport([SCENARIO, "--fault", "late"]);
    assert.deepEqual([code, report.verdict], [0, "pass"]);
    assert.match(stdout, /with the planted fault late/);
  });
});
