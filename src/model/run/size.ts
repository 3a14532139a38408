/** How much a scenario has to measure, known before any cell is made. */
export interface Size {
  /** As declared. */
  readonly steps: number;
  /** Of all declared steps. */
  readonly cells: number;
  /** Of the control step, before the first declared one. */
  readonly controlCells: number;
  /** What the steps ask to wait, all together. */
  readonly waitMs: number;
}
