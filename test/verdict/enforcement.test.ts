import assert from "node:assert/strict";
import type { MeasuredStep, Observation, Outcome, Plan, Round, StepKind } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { judgeEnforcement } from "../../src/verdict/enforcement.ts";
import { denyIntoX, flow, pod, scenario, stepRecord } from "../model/build.ts";

/** Two sentinels, each with a port that a policy opens and one that it closes. */
const sentinels = [
  flow("s/2", "s/1", 7001),
  flow("s/2", "s/1", 7002),
  flow("s/1", "s/2", 7001),
  flow("s/1", "s/2", 7002),
];
const expected = { cells: [], sentinels: ["allow", "deny", "allow", "deny"] } as const;

function round(outcomes: readonly (Outcome | Observation)[], rest: Partial<Round> = {}): Round {
  const seen = outcomes.map((one) => (typeof one === "string" ? { outcome: one } : one));
  return { startedMs: 0, endedMs: 1, timeoutMs: 250, observations: [], sentinels: seen, ...rest };
}

function step(kind: StepKind, rounds: readonly Round[]): MeasuredStep {
  const task = { name: kind, kind, changes: [], refused: [], waitMs: 0, flows: [], sentinels };
  return { task, expected, predicted: [], record: stepRecord(rounds) };
}

const declared = planScenario(scenario([pod("x/a"), pod("x/b")], [denyIntoX]));
const plan: Plan = { ...declared, steps: [step("control", []), step("canary", [])] };

/** What a canary of these rounds shows, after a control in which every port was open. */
function found(...rounds: readonly Round[]) {
  const open = round(["reachable", "reachable", "reachable", "reachable"]);
  return judgeEnforcement(plan, { steps: [step("control", [open]), step("canary", rounds)] });
}

describe("whether a cluster enforces policies", () => {
  it("is shown by sentinels that are open and closed as their policy wants", () => {
    const good = round(["reachable", "timeout", "reachable", "refused"]);
    assert.deepEqual(found(good), { enforcement: "enforced" });
    assert.deepEqual(found(round(["reachable", "reachable", "reachable", "timeout"]), good), {
      enforcement: "enforced",
    });
  });

  it("is refuted by closed ports that answer, on every node or on some", () => {
    const { enforcement, finding } = found(round(["reachable", "reachable", "reachable", "reachable"]));
    assert.equal(enforcement, "not-enforced");
    assert.match(finding ?? "", /^does not enforce NetworkPolicy: a port/);
    const some = found(round(["timeout", "reachable", "reachable", "timeout"]));
    assert.match(some.finding ?? "", /^does not enforce NetworkPolicy on 1 of 2 nodes: /);
  });

  it("is not proven where an open port did not answer, and the report says which", () => {
    assert.deepEqual(found(round(["timeout", "timeout", "reachable", "timeout"])), {
      enforcement: "unproven",
      finding: "the sentinels could not be measured: s/2 -> s/1:7001 was timeout",
    });
    const failed = { outcome: "probe-failed", detail: "stream lost" } as const;
    assert.deepEqual(found(round(["reachable", failed, "reachable", "timeout"])), {
      enforcement: "unproven",
      finding: "the sentinels could not be measured: s/2 -> s/1:7002 was probe-failed: stream lost",
    });
  });

  it("is not proven by a canary that was not carried out, or of which no round counts", () => {
    assert.deepEqual(judgeEnforcement(plan, { steps: [] }), { enforcement: "unproven" });
    assert.deepEqual(found(), { enforcement: "unproven" });
    const good = round(["reachable", "timeout", "reachable", "timeout"], { overloaded: "busy" });
    assert.deepEqual(found(good), { enforcement: "unproven" });
  });

  it("was proven before where a plan has no canary", () => {
    assert.deepEqual(judgeEnforcement(declared, { steps: [] }), { enforcement: "enforced" });
  });
});
