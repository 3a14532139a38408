import type { ScenarioStep } from "../model/index.ts";
import type { Spot } from "./spot.ts";
import { type Progress, readActions, readStep, readStepExpect, type StepContext } from "./step.ts";
import { stateBefore } from "./world.ts";

/** The name of the only step of a scenario without `steps`. */
const ONLY_STEP = "the declared policies";

/** The steps, or the only step of a scenario that says `policies` and `expect` at its top. */
export function readSteps(root: Spot, context: StepContext): readonly ScenarioStep[] {
  const start: Progress = { state: stateBefore(context.world), labelsKnown: true, policiesKnown: true };
  const steps = root.child("steps");
  if (steps.value === undefined) return [readOnlyStep(root, start, context)];
  for (const key of ["policies", "expect"])
    if (root.child(key).value !== undefined)
      root
        .child(key)
        .problemAtKey(`"${key}" stands beside "steps"`, "move it into a step, or leave out steps");
  return Array.isArray(steps.value) ? readEach(steps, steps.value.length, start, context) : [];
}

function readOnlyStep(root: Spot, start: Progress, context: StepContext): ScenarioStep {
  const { changes, after } = readActions(root, root.child("policies"), start, context);
  return { name: ONLY_STEP, changes, expect: readStepExpect(root, after, context) };
}

function readEach(steps: Spot, count: number, start: Progress, context: StepContext) {
  const read: ScenarioStep[] = [];
  let progress = start;
  for (let index = 0; index < count; index++) {
    const { step, after } = readStep(steps.child(index), progress, context);
    if (step.name !== "" && read.some(({ name }) => name === step.name))
      steps.child(index, "name").problem(`the step name ${JSON.stringify(step.name)} is used twice`);
    read.push(step);
    progress = after;
  }
  return read;
}
