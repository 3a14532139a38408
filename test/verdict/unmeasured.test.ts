import assert from "node:assert/strict";
import type { Plan } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { brokenReport, skippedReport } from "../../src/verdict/index.ts";
import { denyIntoX, pod, scenario } from "../model/build.ts";

const refused = [{ name: "x/wild", manifest: { kind: "Bad" } }];
const plan: Plan = planScenario(scenario([pod("x/a"), pod("y/a")], [{ ...denyIntoX, refused }]));
const facts = {
  file: "f.yaml",
  cluster: { kind: "memory", name: "m", nodes: [] },
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 5,
  diagnoses: [],
} as const;

describe("the report of a scenario that was not measured", () => {
  it("is skipped for every reason, with each cell and refusal", () => {
    const report = skippedReport(plan, ["there is no SCTP", "there is one node"], facts);
    assert.deepEqual(report.skipped, ["there is no SCTP", "there is one node"]);
    assert.deepEqual([report.verdict, report.enforcement, report.totals.skipped], ["skipped", "unproven", 3]);
    const cause = "there is no SCTP; there is one node";
    const [step] = report.steps;
    assert.deepEqual(step, {
      name: "deny all in x",
      verdict: "skipped",
      rounds: 0,
      durationMs: 0,
      refusals: [{ name: "x/wild", verdict: "skipped", cause }],
      cells: [
        { expected: "allow", flow: step?.cells[0]?.flow, ...unmeasured("skipped", cause) },
        { expected: "deny", flow: step?.cells[1]?.flow, ...unmeasured("skipped", cause) },
      ],
    });
  });

  it("says what the world lacked, as it would have been said of a measured one", () => {
    const noted = planScenario({
      ...scenario([pod("x/a"), pod("y/a")], [denyIntoX]),
      notes: ["x/b is left out"],
    });
    assert.deepEqual(brokenReport(noted, "there is no quota", facts).notes, ["x/b is left out"]);
    const { notes: _, ...plain } = noted;
    assert.ok(!("notes" in brokenReport(plain, "there is no quota", facts)));
  });

  it("is unknown where the cluster failed, which is a finding", () => {
    const report = brokenReport(plan, "there is no quota", facts);
    assert.deepEqual([report.verdict, report.findings], ["unknown", ["there is no quota"]]);
    assert.deepEqual(report.totals.unknown, 3);
  });
});

function unmeasured(verdict: string, cause: string) {
  return { observed: { outcome: "probe-failed", detail: cause }, verdict, cause };
}
