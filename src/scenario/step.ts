import { z } from "zod";
import { afterChanges, type Change, type ClusterState, type ScenarioStep } from "../model/index.ts";
import { readApply } from "./apply.ts";
import { readDelete } from "./delete.ts";
import { readExpect } from "./expect.ts";
import type { ReadPolicyFile } from "./policy-files.ts";
import { readFields } from "./read-shape.ts";
import { readLabel, readUnlabel } from "./relabel.ts";
import { list } from "./shape.ts";
import type { Spot } from "./spot.ts";
import type { World } from "./world.ts";

const LISTED = list(z.unknown(), (written) => `write a list: [${JSON.stringify(written)}]`);

/** The fields of a step. Of `apply`, `delete`, `label` and `unlabel` only the kind is judged here. */
export const STEP = {
  name: z.string().min(1, '"name" must not be empty'),
  apply: LISTED.optional(),
  delete: LISTED.optional(),
  label: z.record(z.string(), z.unknown()).optional(),
  unlabel: z.record(z.string(), z.unknown()).optional(),
  expect: z.unknown(),
};

/** What the steps share. `faults` counts the problems found so far. */
export interface StepContext {
  readonly world: World;
  readonly readFile: ReadPolicyFile;
  readonly faults: () => number;
}

/** The cluster after a step, and whether its labels and its policies are known for sure. */
export interface Progress {
  readonly state: ClusterState;
  readonly labelsKnown: boolean;
  readonly policiesKnown: boolean;
}

/** A step with its actions in order: apply, delete, label, unlabel. */
export function readStep(
  spot: Spot,
  before: Progress,
  context: StepContext,
): { readonly step: ScenarioStep; readonly after: Progress } {
  const { name = "" } = readFields(spot, STEP);
  const { changes, after } = readActions(spot, spot.child("apply"), before, context);
  return { step: { name, changes, expect: readStepExpect(spot, after, context) }, after };
}

/** The changes that a step's actions make. `apply` is where its policies are listed. */
export function readActions(spot: Spot, apply: Spot, before: Progress, context: StepContext) {
  const { world, readFile, faults } = context;
  const atStart = faults();
  const applied = readApply(apply, world, readFile).map((policy): Change => ({ action: "apply", policy }));
  const policiesKnown = before.policiesKnown && faults() === atStart;
  const state = afterChanges(before.state, applied);
  const deleted = readDelete(spot.child("delete"), state, policiesKnown);
  const afterDelete = afterChanges(state, deleted);
  const beforeLabels = faults();
  const labelled = readLabel(spot.child("label"), afterDelete, world);
  const afterLabel = afterChanges(afterDelete, labelled);
  const unlabelled = readUnlabel(spot.child("unlabel"), afterLabel, world);
  const after: Progress = {
    state: afterChanges(afterLabel, unlabelled),
    labelsKnown: before.labelsKnown && faults() === beforeLabels,
    policiesKnown,
  };
  return { changes: [...applied, ...deleted, ...labelled, ...unlabelled], after };
}

/** A step must say what it expects; `expect: {}` expects everything to be allowed. */
export function readStepExpect(spot: Spot, { state, labelsKnown }: Progress, { world }: StepContext) {
  const expect = spot.child("expect");
  if (expect.value === undefined)
    spot.problem('"expect" is missing', "say what is allowed: expect: { default: allow }");
  if (expect.value === undefined) return { default: "allow", rules: [] } as const;
  return readExpect(expect, { ...world, sound: world.sound && labelsKnown }, state.pods);
}
