import type { Addresses } from "./addresses.ts";
import type { Change } from "./change.ts";
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

/** The sentinels of a step probed alone, once; for when its cells need not be looked at yet. */
export interface SentinelRound {
  readonly endedMs: number;
  readonly sentinels: readonly Observation[];
}

/**
 * What was done and measured in a step. `changes` have their placeholders filled in, `addresses` are every pod's after
 * them, and `appliedMs` is when they had been accepted. `refusals` has an entry for each manifest that was to be refused.
 */
export interface StepRecord {
  readonly changes: readonly Change[];
  readonly addresses: Addresses;
  readonly refusals: readonly RefusalRecord[];
  readonly appliedMs: number;
  /** Before the first round. */
  readonly sentinelRounds: readonly SentinelRound[];
  readonly rounds: readonly Round[];
}

/** The API server's words when it refused a manifest; none if it took it. */
export interface RefusalRecord {
  readonly answer?: string;
}

/** All that was measured: one entry for each step that was begun, in order. */
export interface RunRecord {
  readonly steps: readonly StepRecord[];
  /** Why steps are missing at the end, if they are. */
  readonly endedEarly?: "interrupted" | "stopped";
}

/**
 * What to do next: `sentinels` (look at them alone, since they have not caught up yet), a round `again`, `confirm` (again with a longer timeout, so that a lost packet cannot fail a cell),
 * `next` step, or `stop` the run.
 */
export type NextMove = "sentinels" | "again" | "confirm" | "next" | "stop";
