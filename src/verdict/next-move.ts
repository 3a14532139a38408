import type {
  Decision,
  ExpectedStep,
  NextMove,
  Round,
  StepKind,
  StepRecord,
  Timeouts,
} from "../model/index.ts";
import { hasHeldLong } from "./evidence/held-long.ts";
import { countingRounds, hasCaughtUp, isAsExpected, isAsPredicted } from "./evidence/holds.ts";
import { type SettledStep, settleExpectations } from "./settle-expectations.ts";

/** One round of control or canary is proof enough: both show that something is possible, not that it lasts. */
const PROOF_ROUNDS = 1;
/** Rounds are repeated beyond the grace period where they do not count or have not held, but not for ever. */
const PATIENCE = { factor: 2, leastMs: 5_000 };

/** What a step is measured against. `predicted` has one entry for each of its flows. */
export interface StepTarget {
  readonly kind: StepKind;
  readonly expected: ExpectedStep;
  readonly predicted: readonly Decision[];
}

/**
 * Decides what comes next: before the first round, and after each. Until every node has caught up with the step only the
 * sentinels are looked at. A step is done when its matrix has been as expected for `hold` rounds in a row, and for longer if
 * it was not at first. When its grace period is over, or the cluster has held what the policies mean though that is not
 * what was expected, one longer look decides. A longer look also confirms a matrix of nothing but silence, in which no slow
 * answer could show.
 */
export function nextMove(
  target: StepTarget,
  record: StepRecord,
  timeouts: Timeouts,
  nowMs: number,
): NextMove {
  const { kind, predicted } = target;
  const expected = settleExpectations(target.expected, predicted);
  const counting = countingRounds(record);
  const elapsedMs = nowMs - record.appliedMs;
  const isOver = elapsedMs >= timeouts.settleMs;
  const isTooLate = elapsedMs >= latestMs(timeouts);
  if (isTooEarly(record, expected) && !isOver) return "sentinels";
  if (record.rounds.length === 0) return "again";
  const hold = holdOf(kind, timeouts);
  if (hasSettled(counting, hold, expected, kind === "declared" && !isTooLate))
    return isSilent(record) && !wasConfirmed(record) && !isTooLate ? "confirm" : "next";
  const isFinal = haveHeld(counting, hold, (round) => isAsPredicted(round, predicted, expected));
  if (!isFinal && !isOver) return "again";
  if (!isTooLate && mayStillHold(counting, expected)) return "again";
  if (!isTooLate && !wasConfirmed(record)) return "confirm";
  return kind === "canary" ? canaryMove(counting, expected) : "next";
}

function holdOf(kind: StepKind, { hold }: Timeouts): number {
  return kind === "declared" ? hold : PROOF_ROUNDS;
}

/** When a step begins no other round, whatever has been seen by then, in ms after its changes. */
export function latestMs({ settleMs }: Pick<Timeouts, "settleMs">): number {
  return Math.max(settleMs * PATIENCE.factor, settleMs + PATIENCE.leastMs);
}

/** Whether a round of all flows would be in vain: the nodes have not caught up. */
function isTooEarly({ rounds, sentinelRounds }: StepRecord, expected: SettledStep): boolean {
  if (rounds.length > 0 || expected.sentinels.length === 0) return false;
  const last = sentinelRounds.at(-1);
  return last === undefined || !hasCaughtUp(last, expected);
}

function haveHeld(counting: StepRecord["rounds"], hold: number, holds: (round: Round) => boolean): boolean {
  const last = counting.slice(-hold);
  return last.length === hold && last.every(holds);
}

/** Whether a matrix has held for enough rounds, and for longer where it matters whether it lasts. */
function hasSettled(
  counting: StepRecord["rounds"],
  hold: number,
  expected: SettledStep,
  mustLast: boolean,
): boolean {
  const hasHeld = haveHeld(counting, hold, (round) => isAsExpected(round, expected));
  return hasHeld && (!mustLast || hasHeldLong(counting, expected));
}

/** Whether the last round was as expected, so that only more of its kind are lacking. */
function mayStillHold(counting: StepRecord["rounds"], expected: SettledStep): boolean {
  const last = counting.at(-1);
  return last !== undefined && isAsExpected(last, expected);
}

/** Whether none of the step's flows, of which there are some, answered in the last round. */
function isSilent({ rounds }: StepRecord): boolean {
  const observations = rounds.at(-1)?.observations ?? [];
  return observations.length > 0 && observations.every(({ outcome }) => outcome === "timeout");
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
