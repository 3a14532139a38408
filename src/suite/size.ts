import type { Size } from "../model/index.ts";

/** A step takes its timeouts and its settling however small it is: about as long as this many cells. */
const CELLS_OF_A_STEP = 100;

/** How long a scenario takes, beside others; never 0. */
export function weightOf({ steps, cells }: Size): number {
  return 1 + cells + steps * CELLS_OF_A_STEP;
}
