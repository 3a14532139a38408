import { type Observation, type Round, type SettledExpectation, satisfies } from "../../model/index.ts";
import { counts } from "./holds.ts";

/** Outcomes in a row, run-length encoded: `reachable×1 timeout×3`. Undefined if they are all the same. */
export function historyOf(observations: readonly Observation[]): string | undefined {
  const runs: { outcome: string; length: number }[] = [];
  for (const { outcome } of observations) {
    const last = runs.at(-1);
    if (last?.outcome === outcome) last.length++;
    else runs.push({ outcome, length: 1 });
  }
  return runs.length < 2 ? undefined : runs.map(({ outcome, length }) => `${outcome}×${length}`).join(" ");
}

/**
 * How long after the step's changes a cell was as expected for good, in ms: to the beginning of the first round of its
 * last streak, when the first packet was sent whose fate was as expected. Undefined if it is not as expected at the end,
 * or if that may have begun in a round that does not count.
 */
export function enforcedAfterMs(
  rounds: readonly Round[],
  cell: number,
  expected: SettledExpectation,
  appliedMs: number,
): number | undefined {
  const isContrary = (round: Round): boolean => {
    const observation = round.observations[cell];
    return observation === undefined || !satisfies(observation.outcome, expected);
  };
  const proves = (round: Round): boolean => {
    const observation = round.observations[cell];
    return observation !== undefined && counts(round, observation);
  };
  const lastContrary = rounds.findLastIndex(isContrary);
  const [before, since] = [rounds[lastContrary], rounds[lastContrary + 1]];
  if (since === undefined || !proves(since)) return undefined;
  return before === undefined || proves(before) ? Math.max(0, since.startedMs - appliedMs) : undefined;
}
