import type { Round } from "../../model/index.ts";
import type { SettledStep } from "../settle-expectations.ts";
import { hasCaughtUp, isAsExpected } from "./holds.ts";

/** A matrix that was contrary at first has to hold for so many times as long, but for no longer than `mostMs`. */
const AFTER_CONTRARY = { factor: 2, mostMs: 3_000 };

/**
 * Whether a matrix has been as expected for long enough. Where it was not although the nodes had caught up, it may have come
 * late, or be about to flap back: isolation that comes and goes every second would else pass whenever it is there.
 *
 * @param counting - the rounds that count, of which the last was as expected.
 */
export function hasHeldLong(counting: readonly Round[], expected: SettledStep): boolean {
  const caughtUp = counting.filter((round) => hasCaughtUp(round, expected));
  const [first] = caughtUp;
  const contrary = caughtUp.findLast((round) => !isAsExpected(round, expected));
  if (first === undefined || contrary === undefined) return true;
  const since = counting[counting.findLastIndex((round) => !isAsExpected(round, expected)) + 1];
  const last = counting.at(-1);
  if (since === undefined || last === undefined) return false;
  const contraryMs = contrary.startedMs - first.startedMs;
  return (
    last.endedMs - since.startedMs >= Math.min(contraryMs * AFTER_CONTRARY.factor, AFTER_CONTRARY.mostMs)
  );
}
