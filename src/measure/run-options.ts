import type { MeasureOptions } from "./plan-in-progress.ts";

/**
 * Aborting `signal` ends a run early: what was created is removed, and the report says what had been measured.
 */
export interface RunOptions extends MeasureOptions {
  /** Where the scenario came from, for the report. */
  readonly file: string;
  /** Wall-clock time, for the report. */
  readonly now: () => Date;
}
