import assert from "node:assert/strict";
import {
  type Decision,
  type Observation,
  type Plan,
  type Report,
  type Round,
  type RunRecord,
  type StepRecord,
  zip,
} from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/plan-scenario.ts";
import { Sentinels } from "../../src/plan/sentinels.ts";
import { judge } from "../../src/verdict/judge.ts";
import { worst } from "../../src/verdict/worst.ts";
import { denyIntoX, pod, scenario, stepRecord } from "../model/build.ts";

// Two pods, so that a step has two flows: x/a -> y/a and y/a -> x/a; the second is denied.
const plan: Plan = guarded(planScenario(scenario([pod("x/a"), pod("y/a")], [denyIntoX])));
const direction = { allowed: true, selecting: [], tiers: [] } as const;
const decision: Decision = {
  allowed: true,
  egress: { direction: "Egress", ...direction },
  ingress: { direction: "Ingress", ...direction },
};
const facts = {
  file: "f.yaml",
  cluster: { kind: "memory", name: "m", nodes: [] },
  startedAt: "2026-01-01T00:00:00.000Z",
  durationMs: 5,
  diagnoses: [],
} as const;

const up: Observation = { outcome: "reachable", latencyMs: 1 };
const down: Observation = { outcome: "timeout" };
const openSentinels = [up, up, up, up];
const firstOpen = [up, down, up, down];
const secondOpen = [up, up];

/** With two sentinels before it. */
function guarded(declared: Plan): Plan {
  return new Sentinels([pod("s/1"), pod("s/2")], "s").first(declared);
}

function round(observations: readonly Observation[], sentinels: readonly Observation[], endedMs = 10): Round {
  return { startedMs: endedMs - 5, endedMs, timeoutMs: 250, observations, sentinels };
}

function record(...rounds: readonly Round[]): StepRecord {
  return stepRecord(rounds);
}

const control = record(round([up, up], openSentinels));
const canary = record(round([], firstOpen));
const settled = record(round([up, down], secondOpen, 10), round([up, down], secondOpen, 20));

/** The first steps of a plan with what was measured in them. */
function carriedOut(records: readonly StepRecord[], steps = plan.steps): RunRecord {
  return {
    steps: zip(steps.slice(0, records.length), records).map(([step, measured]) => ({
      ...step,
      predicted: step.task.flows.map(() => decision),
      record: measured,
    })),
  };
}

function judged(steps: readonly StepRecord[], rest: Partial<RunRecord> = {}): Report {
  return judge(plan, { ...carriedOut(steps), ...rest }, facts);
}

function verdicts(report: Report): readonly string[] {
  return report.steps.flatMap(({ cells }) => cells.map(({ verdict }) => verdict));
}

describe("the judgement of a run", () => {
  it("passes when every cell does, and counts them", () => {
    const report = judged([control, canary, settled]);
    assert.equal(report.verdict, "pass");
    assert.equal(report.enforcement, "enforced");
    assert.equal(report.totals.pass, 2);
    assert.deepEqual(report.findings, []);
    assert.equal(report.steps[0]?.rounds, 2);
  });

  it("says how long a changed cell took to be enforced, and nothing of one that did not change", () => {
    const slow = record(
      round([up, up], secondOpen, 10),
      round([up, down], secondOpen, 30),
      round([up, down], secondOpen, 50),
    );
    const [step] = judged([control, canary, slow]).steps;
    assert.deepEqual(
      step?.cells.map(({ enforcedMs }) => enforcedMs),
      [undefined, 25],
    );
    assert.equal(step?.enforcedMs, 25);
    assert.equal(step?.cells[1]?.history, "reachable×1 timeout×2");
  });

  it("calls a denial unknown whose listener nobody ever reached", () => {
    const neverUp = record(round([up, down], openSentinels));
    assert.deepEqual(verdicts(judged([neverUp, canary, settled])), ["pass", "unknown"]);
  });

  it("says that the cluster does not enforce, fails, and leaves the cells unmeasured", () => {
    const report = judged([control, record(round([], openSentinels))], { endedEarly: { kind: "stopped" } });
    assert.equal(report.enforcement, "not-enforced");
    assert.equal(report.verdict, "fail");
    assert.match(report.findings[0] ?? "", /^cluster m does not enforce NetworkPolicy: a port/);
    assert.deepEqual(verdicts(report), ["unknown", "unknown"]);
    assert.equal(
      report.steps[0]?.cells[0]?.cause,
      "not measured: this cluster does not enforce NetworkPolicy",
    );
  });

  it("says on how many nodes policies are not enforced when it is not all of them", () => {
    const report = judged([control, record(round([], [up, up, up, down]))], {
      endedEarly: { kind: "stopped" },
    });
    assert.match(report.findings[0] ?? "", /does not enforce NetworkPolicy on 1 of 2 nodes/);
  });

  it("is unproven, not unenforced, when the sentinels could not be measured", () => {
    const failed: Observation = { outcome: "probe-failed", detail: "stream lost" };
    const report = judged([control, record(round([], [up, failed, up, down]))], {
      endedEarly: { kind: "stopped" },
    });
    assert.equal(report.enforcement, "unproven");
    assert.equal(report.verdict, "unknown");
    assert.match(report.findings[0] ?? "", /probe-failed: stream lost/);
    const cause = "not measured: the sentinels did not show that policies are enforced";
    assert.equal(report.steps[0]?.cells[0]?.cause, cause);
  });

  it("is unknown for the steps that an interruption cut off", () => {
    const report = judged([control, canary], { endedEarly: { kind: "interrupted" } });
    assert.equal(report.verdict, "unknown");
    assert.match(report.steps[0]?.cells[0]?.cause ?? "", /interrupted/);
    assert.match(report.findings.join(), /interrupted/);
  });

  it("does not pass when something was left behind in the cluster", () => {
    const whole = carriedOut([control, canary, settled]);
    const report = judge(plan, whole, { ...facts, leftover: "namespace x is still there" });
    assert.equal(report.verdict, "unknown");
    assert.deepEqual(report.findings, ["namespace x is still there"]);
    const wrong = record(round([up, up], secondOpen), round([up, up], secondOpen));
    const failed = judge(plan, carriedOut([control, canary, wrong]), { ...facts, leftover: "x is there" });
    assert.equal(failed.verdict, "fail");
  });

  it("is unknown when not even the control was carried out", () => {
    const report = judged([], { endedEarly: { kind: "interrupted" } });
    assert.deepEqual(verdicts(report), ["unknown", "unknown"]);
  });

  it("compares a cell with the step before it, even if that failed", () => {
    const twice: Plan = { ...plan, steps: [...plan.steps, ...plan.steps.slice(-1)] };
    const first = record(round([down, down], openSentinels));
    const open = record(round([up, up], secondOpen));
    const [, step] = judge(twice, carriedOut([first, canary, open, settled], twice.steps), facts).steps;
    assert.deepEqual(
      step?.cells.map((cell) => cell.enforcedMs),
      [undefined, 5],
    );
  });

  it("compares a cell with the step before it, and the first step with the control's last round", () => {
    const twice: Plan = { ...plan, steps: [...plan.steps, ...plan.steps.slice(-1)] };
    const reports = [
      [record(round([down, down], openSentinels), round([up, up], openSentinels)), [undefined, 5]],
      [record(round([up, up], openSentinels), round([down, down], openSentinels)), [5, undefined]],
      [record(), [undefined, undefined]],
    ] as const;
    for (const [first, enforcedMs] of reports) {
      const run = carriedOut([first, canary, settled, settled], twice.steps);
      const [step, same] = judge(twice, run, facts).steps;
      assert.deepEqual(
        step?.cells.map((cell) => cell.enforcedMs),
        enforcedMs,
      );
      assert.deepEqual(
        same?.cells.map((cell) => cell.enforcedMs),
        [undefined, undefined],
      );
    }
  });

  it("names what the cluster says about pods that could not be asked", () => {
    const whole = carriedOut([control, canary, settled]);
    const report = judge(plan, whole, { ...facts, diagnoses: ["pod x/a is gone"] });
    assert.deepEqual(report.findings, ["pod x/a is gone"]);
  });

  it("does not judge by rounds that were overloaded", () => {
    const late = { ...round([down, down], secondOpen), overloaded: "answers took 300 ms" };
    const report = judged([control, canary, record(late)]);
    assert.deepEqual(verdicts(report), ["unknown", "unknown"]);
    assert.match(report.steps[0]?.cells[0]?.cause ?? "", /^answers came late .*: answers took 300 ms$/);
  });

  it("has the plan's notes, if there are any", () => {
    const record = carriedOut([control, canary, settled]);
    assert.deepEqual(judge({ ...plan, notes: ["x/b is left out"] }, record, facts).notes, [
      "x/b is left out",
    ]);
    assert.ok(!("notes" in judge(plan, record, facts)));
  });

  it("believes an answer in an overloaded round: a flow that got through is not denied", () => {
    const late = { ...round([down, up], secondOpen), overloaded: "answers took 300 ms" };
    const report = judged([control, canary, record(late, round([up, down], secondOpen))]);
    assert.deepEqual(verdicts(report), ["unknown", "unknown"]);
    assert.equal(report.steps[0]?.cells[1]?.history, "reachable×1 timeout×1");
  });

  it("does not say how long enforcement took if that may have been in a round that does not count", () => {
    const open = round([up, up], secondOpen, 10);
    const late = { ...round([up, down], secondOpen, 30), overloaded: "answers took 300 ms" };
    const [first, second] = [round([up, down], secondOpen, 50), round([up, down], secondOpen, 70)];
    const [step] = judged([control, canary, record(open, late, first, second)]).steps;
    assert.equal(step?.enforcedMs, undefined);
    assert.deepEqual(verdicts(judged([control, canary, record(open, late, first, second)])), [
      "pass",
      "pass",
    ]);
  });

  it("keeps what was measured before the cluster failed, and says why the rest was not", () => {
    const report = judge(
      { ...plan, steps: [...plan.steps, ...plan.steps.slice(-1)] },
      {
        ...carriedOut([control, canary, settled]),
        endedEarly: { kind: "failed", reason: "the box is gone" },
      },
      facts,
    );
    assert.deepEqual(verdicts(report), ["pass", "pass", "unknown", "unknown"]);
    assert.match(report.findings.join(), /the run ended early: the box is gone/);
    assert.equal(report.steps[1]?.cells[0]?.cause, "not measured: the box is gone");
  });

  it("takes an allowed source of the same round for a positive control", () => {
    const three = guarded(
      planScenario(
        scenario([pod("x/a", {}, []), pod("x/b", {}, []), pod("y/a")], [{ ...denyIntoX, expect: denyFromA }]),
      ),
    );
    const unproven = record(round([down, down], openSentinels));
    const steps = [unproven, canary, record(round([down, up], secondOpen), round([down, up], secondOpen))];
    assert.deepEqual(verdicts(judge(three, carriedOut(steps, three.steps), facts)), ["pass", "pass"]);
  });
});

const denyFromA = {
  default: "allow",
  rules: [{ expect: "deny", source: { namespace: "x", name: "a" }, target: { namespace: "*", name: "*" } }],
} as const;

describe("the worst of some verdicts", () => {
  it("puts what failed before what is unknown before what passed", () => {
    assert.equal(worst(["pass", "unknown", "fail"]), "fail");
    assert.equal(worst(["pass", "unknown", "flaky"]), "flaky");
    assert.equal(worst(["pass", "unknown"]), "unknown");
    assert.equal(worst(["skipped", "pass"]), "pass");
    assert.equal(worst(["skipped", "xfail"]), "xfail");
    assert.equal(worst(["skipped"]), "skipped");
  });

  it("is unknown when there is none: nothing measured is never a pass", () => {
    assert.equal(worst([]), "unknown");
  });
});
