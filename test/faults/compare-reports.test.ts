import assert from "node:assert/strict";
import { compareReports } from "../../scripts/faults/compare-reports.ts";
import { memoryCluster } from "../../src/cluster/memory.ts";
import type { CellVerdict, Report } from "../../src/model/index.ts";
import { run } from "../../src/run.ts";
import { manualClock } from "../../src/system/clock.ts";
import { denyIntoX, pod, scenario, step } from "../model/build.ts";

const faultless = (): Promise<Report> =>
  run(scenario([pod("x/a"), pod("y/a")], [step("open"), denyIntoX]), memoryCluster(), {
    file: "f.yaml",
    signal: new AbortController().signal,
    clock: manualClock(),
    now: () => new Date(0),
    onProgress: () => undefined,
  });

/** The report with its last cell changed. */
function withLast(report: Report, changes: Partial<CellVerdict>): Report {
  const steps = report.steps.map((each, index) =>
    index < report.steps.length - 1
      ? each
      : {
          ...each,
          cells: each.cells.map((cell, at) =>
            at === each.cells.length - 1 ? { ...cell, ...changes } : cell,
          ),
        },
  );
  return { ...report, steps };
}

describe("comparing a run with a fault and one without", () => {
  it("finds the same report right", async () => {
    const report = await faultless();
    assert.deepEqual(compareReports(report, report), { right: 4, unknown: 0, wrong: [], causes: [] });
  });

  it("lets a cell be unknown with a cause, and tells it", async () => {
    const report = await faultless();
    const faulty = withLast(report, { verdict: "unknown", cause: "its stream is gone" });
    assert.deepEqual(compareReports(report, faulty), {
      right: 3,
      unknown: 1,
      wrong: [],
      causes: ["its stream is gone"],
    });
  });

  for (const [title, changes] of [
    ["another verdict", { verdict: "fail" }],
    ["another observation with the same verdict", { observed: { outcome: "refused" } }],
    ["no cause", { verdict: "unknown" }],
    ["a cause that is no sentence", { verdict: "unknown", cause: "TypeError: x is undefined" }],
  ] as const satisfies readonly (readonly [string, Partial<CellVerdict>])[])
    it(`finds a cell wrong that has ${title}`, async () => {
      const report = await faultless();
      assert.equal(compareReports(report, withLast(report, changes)).wrong.length, 1);
    });

  it("finds a missing cell wrong, and a cluster that is said not to enforce", async () => {
    const report = await faultless();
    const shorter = { ...report, steps: report.steps.slice(0, 1) };
    assert.equal(compareReports(report, shorter).wrong.length, 2);
    assert.equal(compareReports(report, { ...report, enforcement: "not-enforced" }).wrong.length, 1);
    assert.deepEqual(compareReports(report, { ...report, enforcement: "unproven" }).wrong, []);
  });
});
