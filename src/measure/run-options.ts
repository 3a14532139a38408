import type { MeasureOptions } from "./measurements.ts";

/**
 * Aborting `signal` ends a run early: what was created is removed, and the report says what had been measured.
 */
export interface RunOptions extends MeasureOptions {
  /** Where the scenario came from, for the report. */
  readonly file: string;
  /** Wall-clock time, for the report. */
  readonly now: () => Date;
}
