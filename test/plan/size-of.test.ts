import assert from "node:assert/strict";
import { declaredSteps } from "../../src/model/index.ts";
import { planScenario, sizeOf } from "../../src/plan/index.ts";
import { FOLDERS, itemsIn } from "../scenario-suites/suite-folders.ts";

describe("the size of a scenario", () => {
  it("is that of its plan, for every shipped scenario", () => {
    for (const { scenario } of FOLDERS.flatMap(itemsIn)) {
      const plan = planScenario(scenario);
      const steps = declaredSteps(plan);
      assert.deepEqual(sizeOf(scenario), {
        steps: steps.length,
        cells: steps.reduce((sum, { task }) => sum + task.flows.length, 0),
        controlCells: plan.steps[0]?.task.flows.length,
        waitMs: steps.reduce((sum, { task }) => sum + task.waitMs, 0),
      });
    }
  });
});
