import type { CellVerdict, StepVerdict, Verdict } from "../model/index.ts";
import { groupBy } from "./group-by.ts";
import { policiesText } from "./policies-text.ts";
import { suspicionOf } from "./suspicion.ts";

/** Cells of a step that are wrong in the same way and for the same reason. Never empty. */
export interface Mismatch {
  readonly first: CellVerdict;
  readonly cells: readonly CellVerdict[];
}

/** The verdicts that a user must look at, the worst first. */
const NOTEWORTHY: readonly Verdict[] = ["fail", "flaky", "xpass", "unknown"];

export function isNoteworthy({ verdict }: CellVerdict): boolean {
  return NOTEWORTHY.includes(verdict);
}

/** What is wrong in a step, the worst first. */
export function mismatchesOf({ cells }: Pick<StepVerdict, "cells">): readonly Mismatch[] {
  const sorted = NOTEWORTHY.flatMap((verdict) => cells.filter((cell) => cell.verdict === verdict));
  return grouped(sorted);
}

/** Cells that pass although our evaluator reads the policies otherwise: one of the two is mistaken. */
export function surprisesOf({ cells }: Pick<StepVerdict, "cells">): readonly Mismatch[] {
  return grouped(cells.filter((cell) => cell.verdict === "pass" && suspicionOf(cell) !== undefined));
}

function grouped(cells: readonly CellVerdict[]): readonly Mismatch[] {
  return [...groupBy(cells, likeness).values()].flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [{ first, cells: group }];
  });
}

function likeness({ verdict, expected, observed, predicted, cause }: CellVerdict): string {
  const reason = observed.outcome === "probe-failed" ? "" : [predicted.allowed, policiesText(predicted)].join();
  return JSON.stringify([verdict, expected, observed.outcome, cause, reason]);
}
