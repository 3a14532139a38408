import type { ExpectedStep, NextMove, StepKind, StepRecord, Timeouts } from "../model/index.ts";
import { countingRounds, hasCaughtUp, isAsExpected } from "./holds.ts";

/** One round of control or canary is proof enough: both show that something is possible, not that it lasts. */
const PROOF_ROUNDS = 1;
/** Rounds that do not count are repeated beyond the grace period, but not for ever. */
const PATIENCE = 2;

/**
 * Decides after a round what comes next. A step is done when its matrix has been as expected for `hold` rounds in a
 * row; when its grace period is over, one longer look decides.
 */
export function nextMove(
  kind: StepKind,
  expected: ExpectedStep,
  record: StepRecord,
  timeouts: Timeouts,
  nowMs: number,
): NextMove {
  const counting = countingRounds(record);
  if (hasHeld(counting, expected, kind === "declared" ? timeouts.hold : PROOF_ROUNDS)) return "next";
  const elapsedMs = nowMs - record.appliedMs;
  if (elapsedMs < timeouts.settleMs) return "again";
  if (!wasConfirmed(record) && elapsedMs < timeouts.settleMs * PATIENCE) return "confirm";
  return kind === "canary" ? canaryMove(counting, expected) : "next";
}

function hasHeld(counting: StepRecord["rounds"], expected: ExpectedStep, hold: number): boolean {
  const last = counting.slice(-hold);
  return last.length === hold && last.every((round) => isAsExpected(round, expected));
}

/** Whether the last round counts and waited longer than the one before. */
function wasConfirmed({ rounds }: StepRecord): boolean {
  const [before, last] = rounds.slice(-2);
  return (
    last !== undefined &&
    before !== undefined &&
    last.overloaded === undefined &&
    last.timeoutMs > before.timeoutMs
  );
}

/** Without enforcement there is nothing to compare with: every later step would be measured in vain. */
function canaryMove(counting: StepRecord["rounds"], expected: ExpectedStep): NextMove {
  const last = counting.at(-1);
  return last !== undefined && hasCaughtUp(last, expected) ? "next" : "stop";
}
