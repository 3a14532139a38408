import assert from "node:assert/strict";
import { MEMORY_LIMITS } from "../../src/cluster/memory.ts";
import type { ClusterLimits } from "../../src/cluster/port.ts";
import { DIAGNOSIS_MS, planLimitMs, runLimits } from "../../src/measure/limits.ts";
import type { ScenarioStep } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/index.ts";
import { denyIntoX, pod, scenario, step } from "../model/build.ts";

const pods = [pod("x/a"), pod("x/b"), pod("y/a")];
const cluster: ClusterLimits = {
  capabilitiesMs: 1,
  openingMs: () => 20,
  changingMs: (changes) => 3_000 * changes.length,
  closingMs: 4_000,
};
const of = (...steps: readonly ScenarioStep[]) => scenario(pods, steps);
const measuringMs = (...steps: readonly ScenarioStep[]) => runLimits(of(...steps), cluster).measuringMs;

describe("the limits of a run", () => {
  it("add up to one for the whole run", () => {
    const limits = runLimits(of(denyIntoX), cluster);
    assert.deepEqual([limits.openingMs, limits.closingMs], [21, 4_000]);
    assert.equal(limits.totalMs, limits.openingMs + limits.measuringMs + limits.closingMs);
  });

  it("grow with each step by its wait, its changes, its grace period and a round after that", () => {
    const before = measuringMs(denyIntoX);
    // Twice the usual grace period of 10 s; two timeouts of 2 s for a look at the sentinels, and for a round. The launches
    // of six probes take less than what is rounded up.
    const stepMs = 20_000 + 4_000 + 4_000;
    assert.equal(measuringMs(denyIntoX, step("again")) - before, stepMs);
    assert.equal(measuringMs(denyIntoX, step("later", { waitMs: 7_000 })) - before, stepMs + 7_000);
    assert.equal(measuringMs(denyIntoX, denyIntoX) - before, stepMs + 3_000);
  });

  it("follow the timeouts of the scenario", () => {
    const slow = { probeMs: 5_000, settleMs: 60_000, hold: 2 };
    const limits = runLimits(scenario(pods, [denyIntoX], { timeouts: slow }), cluster);
    const steps = 3;
    // Each look and each round waits twice for twice the timeout of a probe.
    assert.ok(limits.measuringMs > steps * (120_000 + 40_000));
    assert.ok(limits.measuringMs - measuringMs(denyIntoX) > steps * 100_000);
  });

  it("grow with what there is to launch", () => {
    const many = Array.from({ length: 40 }, (_, index) => pod(`x/p${index}`));
    const cells = 2 * 40 * 39;
    const more = runLimits(scenario(many, [step("open")]), cluster).measuringMs - measuringMs(step("open"));
    assert.ok(Math.abs(more - cells * 10) <= 1_000);
  });

  it("are for a scenario what they are for its plan", () => {
    for (const steps of [[denyIntoX], [step("open"), denyIntoX, step("later", { waitMs: 7_000 })]]) {
      const plan = planScenario(of(...steps));
      assert.equal(measuringMs(...steps), planLimitMs(plan, cluster) + cluster.closingMs + DIAGNOSIS_MS);
    }
  });

  it("are those of the cluster where it has some", () => {
    const { openingMs, closingMs } = runLimits(of(denyIntoX), MEMORY_LIMITS);
    assert.deepEqual([openingMs, closingMs], [11_000, 1_000]);
  });
});
