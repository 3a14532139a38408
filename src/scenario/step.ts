import type { Change, ExpectedMatrix, FlowKinds, ScenarioStep } from "../model/index.ts";
import type { Field } from "../yaml/field.ts";
import { readFields } from "../yaml/read-shape.ts";
import { type ActionContext, readActions } from "./actions/actions.ts";
import { readRefused } from "./actions/refused.ts";
import { readDuration } from "./duration-text.ts";
import { readExpect } from "./expectations/expect.ts";
import { STEP } from "./step-shape.ts";
import { type Progress, worldAt } from "./world/world.ts";

const LONGEST_WAIT_MS = 3_600_000;

/** What the steps share. */
export interface StepContext extends ActionContext {
  readonly kinds: FlowKinds;
  /** What is applied at the beginning of the first step, before its own actions. */
  readonly deployed: readonly Change[];
}

/** A step with its actions in order, and the cluster after it. */
export function readStep(
  field: Field,
  before: Progress,
  context: StepContext,
): { readonly step: ScenarioStep; readonly after: Progress } {
  const { name = "", xfail } = readFields(field, STEP);
  const { changes, after } = readActions((key) => field.child(key), before, context);
  const step: ScenarioStep = {
    name,
    changes,
    refused: readRefused(field.child("refused"), after.names, context.files),
    waitMs: readDuration(field.child("wait"), 0, LONGEST_WAIT_MS) ?? 0,
    expect: readStepExpect(field, after, context),
    ...(xfail === undefined ? {} : { xfail }),
  };
  return { step, after };
}

/** A step must say what it expects; `expect: {}` expects everything to be allowed. */
export function readStepExpect(field: Field, after: Progress, { kinds }: StepContext): ExpectedMatrix {
  const expect = field.child("expect");
  if (expect.value !== undefined) return readExpect(expect, worldAt(after, kinds));
  field.problem('"expect" is missing', "say what is allowed: expect: { default: allow }");
  return { default: "allow", rules: [] };
}
