import type { Observation } from "./outcome.ts";

/** One round: every flow and sentinel of the step probed once, in the step's order. Times in ms on the run's clock. */
export interface Round {
  readonly startedMs: number;
  readonly endedMs: number;
  readonly timeoutMs: number;
  readonly observations: readonly Observation[];
  readonly sentinels: readonly Observation[];
  /** Set when answers came so late that a `timeout` in this round proves nothing: the round does not count. */
  readonly overloaded?: string;
}

/** What was measured in a step. `appliedMs` is when its changes had been accepted. */
export interface StepRecord {
  readonly appliedMs: number;
  readonly rounds: readonly Round[];
}

/** All that was measured: one entry for each step that was begun, in order. */
export interface RunRecord {
  readonly steps: readonly StepRecord[];
  /** Why steps are missing at the end, if they are. */
  readonly endedEarly?: "interrupted" | "stopped";
}

/**
 * What to do after a round: `again`, `confirm` (again with a longer timeout, so that a lost packet cannot fail a cell),
 * `next` step, or `stop` the run.
 */
export type NextMove = "again" | "confirm" | "next" | "stop";
