import { afterChanges, type ScenarioStep } from "../model/index.ts";
import type { Field } from "../yaml/field.ts";
import { readActions } from "./actions/actions.ts";
import { readStep, readStepExpect, type StepContext } from "./step.ts";
import { keysOf } from "./world/names.ts";
import type { Progress } from "./world/world.ts";

/** The name of the only step of a scenario without `steps`. */
const ONLY_STEP = "the declared policies";

/** The steps, or the only step of a scenario that says `policies` and `expect` at its top. */
export function readSteps(root: Field, start: Progress, context: StepContext): readonly ScenarioStep[] {
  const steps = root.child("steps");
  if (steps.value === undefined) return [readOnlyStep(root, start, context)];
  for (const key of ["policies", "expect"])
    if (root.child(key).value !== undefined)
      root
        .child(key)
        .problemAtKey(`"${key}" stands beside "steps"`, "move it into a step, or leave out steps");
  return Array.isArray(steps.value) ? readEach(steps, steps.value.length, start, context) : [];
}

/** Pods and namespaces that some step creates, as they are written. */
export function createdSomewhere(steps: Field): readonly string[] {
  const count = Array.isArray(steps.value) ? steps.value.length : 0;
  return Array.from({ length: count }, (_, index) => steps.child(index, "create")).flatMap((create) =>
    ["namespaces", "pods"].flatMap((kind) => keysOf(create.child(kind).value)),
  );
}

function readOnlyStep(root: Field, start: Progress, context: StepContext): ScenarioStep {
  const at = (key: string): Field => root.child(key === "apply" ? "policies" : key);
  const { changes: own, after } = readActions(at, afterDeploying(start, context), context);
  const changes = [...context.deployed, ...own];
  return { name: ONLY_STEP, changes, refused: [], waitMs: 0, expect: readStepExpect(root, after, context) };
}

function readEach(steps: Field, count: number, start: Progress, context: StepContext) {
  const read: ScenarioStep[] = [];
  let progress = afterDeploying(start, context);
  for (let index = 0; index < count; index++) {
    const { step, after } = readStep(steps.child(index), progress, context);
    if (step.name !== "" && read.some(({ name }) => name === step.name))
      steps.child(index, "name").problem(`the step name ${JSON.stringify(step.name)} is used twice`);
    read.push(index === 0 ? { ...step, changes: [...context.deployed, ...step.changes] } : step);
    progress = after;
  }
  return read;
}

function afterDeploying(start: Progress, { deployed }: StepContext): Progress {
  return { ...start, state: afterChanges(start.state, deployed) };
}
