import type { PolicyFiles } from "../../manifest/policy-files.ts";
import { afterChanges, type Change } from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { type Names, namesAfterCreate, namesAfterRemove } from "../world/names.ts";
import type { Progress } from "../world/world.ts";
import { readApply } from "./apply.ts";
import { readCreate } from "./create.ts";
import { readDelete } from "./delete.ts";
import { readPatch } from "./patch.ts";
import { readLabel, readUnlabel } from "./relabel.ts";
import { readRemove, readRestart } from "./remove.ts";

/** What the actions share. `problemCount` counts those found so far. */
export interface ActionContext {
  readonly files: PolicyFiles;
  readonly problemCount: () => number;
}

interface Action {
  readonly key: string;
  /** What is no longer known for sure if the action has a problem. */
  readonly concerns: "policies" | "pods";
  readonly read: (field: Field, before: Progress, files: PolicyFiles) => readonly Change[];
  readonly namesAfter?: (names: Names, written: unknown) => Names;
}

/** In the order in which they are carried out. */
const ACTIONS: readonly Action[] = [
  { key: "apply", concerns: "policies", read: readApplied },
  { key: "patch", concerns: "policies", read: readPatch },
  { key: "delete", concerns: "policies", read: readDelete },
  { key: "label", concerns: "pods", read: readLabel },
  { key: "unlabel", concerns: "pods", read: readUnlabel },
  { key: "create", concerns: "pods", read: readCreate, namesAfter: namesAfterCreate },
  { key: "remove", concerns: "pods", read: readRemove, namesAfter: namesAfterRemove },
  { key: "restart", concerns: "pods", read: readRestart },
];

/** The changes that a step's actions make, and the cluster after them. `at` gives the place of each action. */
export function readActions(
  at: (key: string) => Field,
  before: Progress,
  { files, problemCount }: ActionContext,
) {
  const changes: Change[] = [];
  let progress = before;
  for (const action of ACTIONS) {
    const field = at(action.key);
    const countBefore = problemCount();
    const made = action.read(field, progress, files);
    const sound = problemCount() === countBefore;
    changes.push(...made);
    progress = {
      state: afterChanges(progress.state, made),
      names: action.namesAfter?.(progress.names, field.value) ?? progress.names,
      podsKnown: progress.podsKnown && (sound || action.concerns !== "pods"),
      policiesKnown: progress.policiesKnown && (sound || action.concerns !== "policies"),
    };
  }
  return { changes, after: progress };
}

function readApplied(field: Field, before: Progress, files: PolicyFiles): readonly Change[] {
  return readApply(field, before, files).map((object) => ({ action: "apply", object }));
}
