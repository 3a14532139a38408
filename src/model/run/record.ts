import type { Observation } from "../flow/outcome.ts";
import type { Decision } from "../policy/decision.ts";
import type { PlannedStep } from "./plan.ts";

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
 * What was measured in a step. `appliedMs` is when its changes had been accepted. `refusals` has an entry for each manifest
 * that was to be refused.
 */
export interface StepRecord {
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

/** A step that was carried out. `predicted` is what its policies meant, one entry for each of its flows. */
export interface MeasuredStep extends PlannedStep {
  readonly predicted: readonly Decision[];
  readonly record: StepRecord;
}

/** All that was measured: one entry for each step that was carried out, in order. */
export interface RunRecord {
  readonly steps: readonly MeasuredStep[];
  /** Why steps are missing at the end, if they are. */
  readonly endedEarly?: EarlyEnd;
}

/** `stopped`: going on would have been in vain. `failed`: the cluster did, as `reason` says in a sentence. */
export type EarlyEnd =
  | { readonly kind: "interrupted" | "stopped" }
  | { readonly kind: "failed"; readonly reason: string };

/**
 * What to do next: `sentinels` (look at them alone, since they have not caught up yet), a round `again`, `confirm` (again with a longer timeout, so that a lost packet cannot fail a cell),
 * `next` step, or `stop` the run.
 */
export type NextMove = "sentinels" | "again" | "confirm" | "next" | "stop";
