import type { PodPattern } from "../../model/index.ts";
import type { Grid } from "./grid.ts";
import { type Candidate, patternsOf } from "./patterns.ts";
import type { RuleLine } from "./rule-line.ts";
import { type TargetGroup, targetGroups } from "./target-terms.ts";

/** All of which lines are made. */
export interface Candidates {
  readonly sources: readonly Candidate<PodPattern>[];
  readonly targets: readonly TargetGroup[];
}

/** A line, and the rows and columns of which it speaks. */
export interface PlacedLine {
  readonly line: RuleLine;
  readonly rows: readonly number[];
  readonly columns: readonly number[];
}

export function candidatesOf(grid: Grid): Candidates {
  return { sources: patternsOf(grid.rows), targets: targetGroups(grid) };
}

/** What reading a line costs: one of several terms less than a line of its own. */
export function costOf({ sources, targets, via }: RuleLine): number {
  return 1 + TERM * (sources.length + targets.length - 2) + (via === undefined ? 0 : TERM);
}

/** The share of a line that a further term counts for. */
export const TERM = 0.4;
