import assert from "node:assert/strict";
import { memoryCluster } from "../../src/cluster/memory.ts";
import type { Report, ScenarioStep, Verdict } from "../../src/model/index.ts";
import { run } from "../../src/run.ts";
import { manualClock } from "../../src/system/clock.ts";
import { expectedToFail } from "../../src/verdict/expected-failure.ts";
import { allowAll, denyIntoX, pod, scenario, step } from "../model/build.ts";
import { cell, step as reportStep } from "../report/report-builder.ts";

const wrong = { ...denyIntoX, name: "wrong", expect: allowAll };

function runSteps(steps: readonly ScenarioStep[], xfail?: string): Promise<Report> {
  const declared = scenario([pod("x/a"), pod("y/a")], steps, xfail === undefined ? {} : { xfail });
  return run(
    declared,
    memoryCluster({ refusalOf: ({ kind }) => (kind === "Bad" ? "it is bad" : undefined) }),
    {
      file: "f.yaml",
      signal: new AbortController().signal,
      clock: manualClock(),
      now: () => new Date(0),
      onProgress: () => undefined,
    },
  );
}

describe("an expected failure", () => {
  it("of a scenario is no failure, whichever step it is in", async () => {
    const report = await runSteps([step("open"), wrong], "not implemented");
    assert.equal(report.verdict, "xfail");
    assert.deepEqual(
      report.steps.map(({ verdict }) => verdict),
      ["pass", "xfail"],
    );
    assert.deepEqual([report.totals.xfail, report.totals.pass, report.totals.fail], [1, 3, 0]);
  });

  it("that does not come is one, of a scenario and of a step", async () => {
    assert.equal((await runSteps([step("open")], "not implemented")).verdict, "xpass");
    assert.equal(
      (await runSteps([step("open", { xfail: "not implemented" }), step("open too")])).verdict,
      "xpass",
    );
  });

  it("of one step does not excuse another", async () => {
    assert.equal((await runSteps([step("open", { xfail: "never" }), wrong])).verdict, "fail");
    const both = [
      { ...wrong, xfail: "not implemented" },
      { ...wrong, name: "again", changes: [] },
    ];
    assert.equal((await runSteps(both)).verdict, "fail");
  });
});

describe("a manifest that is to be refused", () => {
  const refused = (kind: string, reason?: string) =>
    step("refusals", {
      refused: [{ name: "p", manifest: { kind }, ...(reason === undefined ? {} : { reason }) }],
    });
  const verdicts = ({ verdict, steps }: Report) => [verdict, steps[0]?.refusals[0]?.cause];

  it("passes when it is, for the reason that is wanted", async () => {
    const report = await runSteps([refused("Bad")]);
    assert.deepEqual(verdicts(report), ["pass", undefined]);
    assert.deepEqual(report.steps[0]?.refusals, [{ name: "p", verdict: "pass", answer: "it is bad" }]);
    assert.deepEqual(verdicts(await runSteps([refused("Bad", "bad")])), ["pass", undefined]);
  });

  it("fails when it is taken, or refused for another reason", async () => {
    assert.deepEqual(verdicts(await runSteps([refused("Good")])), ["fail", "the API server took it"]);
    assert.deepEqual(verdicts(await runSteps([refused("Bad", "ugly")])), [
      "fail",
      'it was refused, but not for "ugly"',
    ]);
  });
});

describe("what is excused in a step that is expected to fail", () => {
  const cellOf = (verdict: Verdict) => ({ ...cell("x/a -> x/b:80"), verdict });
  const excused = (...verdicts: readonly Verdict[]) =>
    expectedToFail(reportStep("s", verdicts.map(cellOf)), "later");

  it("is every kind of failure, and nothing else", () => {
    const { cells, verdict, xfail } = excused("fail", "flaky", "unknown", "pass");
    assert.deepEqual(
      cells.map((each) => each.verdict),
      ["xfail", "xfail", "unknown", "pass"],
    );
    assert.deepEqual([verdict, xfail], ["unknown", "later"]);
  });

  it("does not hide that nothing failed, or that something is not known", () => {
    assert.equal(excused("pass").verdict, "xpass");
    assert.equal(excused("pass", "flaky").verdict, "xfail");
    assert.equal(excused("pass", "unknown").verdict, "unknown");
  });
});
