import { declaredSteps, type Plan } from "../model/index.ts";

/** How much there is to measure: the cells of all declared steps, and these steps. */
export interface Size {
  readonly steps: number;
  readonly cells: number;
}

/** A step takes its timeouts and its settling however small it is: about as long as this many cells. */
const CELLS_OF_A_STEP = 100;

export function sizeOf(plan: Plan): Size {
  const declared = declaredSteps(plan);
  return { steps: declared.length, cells: declared.reduce((sum, { task }) => sum + task.flows.length, 0) };
}

/** How long a scenario takes, beside others; never 0. */
export function weightOf(plan: Plan): number {
  const { steps, cells } = sizeOf(plan);
  return 1 + cells + steps * CELLS_OF_A_STEP;
}
