import { type Observation, type SettledExpectation, satisfies, type Verdict } from "../model/index.ts";

/** What is known about one cell when it is judged. */
export interface CellEvidence {
  readonly expected: SettledExpectation;
  /** Of the rounds that count, in order. */
  readonly observations: readonly Observation[];
  /** Index of the first of these rounds in which every node had caught up with the step; undefined if none. */
  readonly caughtUpAt: number | undefined;
  /** Whether the target's listener was seen to answer when nothing forbade it. */
  readonly controlled: boolean;
  readonly hold: number;
  /** Why there are no rounds, if there are none. */
  readonly absence: string;
}

export interface CellJudgement {
  readonly observed: Observation;
  readonly verdict: Verdict;
  readonly cause?: string;
}

/** Judges one cell. Only what was measured, proven and stable passes. */
export function judgeCell(evidence: CellEvidence): CellJudgement {
  const observed = evidence.observations.at(-1);
  if (observed === undefined) return unmeasured(evidence.absence);
  const unknown = whyUnknown(evidence, observed);
  if (unknown !== undefined) return { observed, verdict: "unknown", cause: unknown };
  if (!satisfies(observed.outcome, evidence.expected)) return { observed, ...judgeMismatch(evidence) };
  if (hasFlapped(evidence))
    return { observed, verdict: "flaky", cause: "it changed after it had been as expected" };
  return { observed, verdict: "pass" };
}

function unmeasured(detail: string): CellJudgement {
  return { observed: { outcome: "probe-failed", detail }, verdict: "unknown", cause: detail };
}

function whyUnknown(
  { expected, caughtUpAt, controlled }: CellEvidence,
  observed: Observation,
): string | undefined {
  if (observed.outcome === "probe-failed") return observed.detail ?? "it could not be measured";
  if (!satisfies(observed.outcome, expected) || expected === "any") return undefined;
  if (caughtUpAt === undefined)
    return "not every node had enforced the step's changes when the grace period ended";
  if (observed.outcome !== "reachable" && !controlled) {
    return "nothing has shown that it would get through if it were allowed, so that silence proves nothing";
  }
  return undefined;
}

function judgeMismatch({
  expected,
  observations,
  hold,
}: CellEvidence): Pick<CellJudgement, "verdict" | "cause"> {
  const held = longestStreak(observations, expected);
  if (held < hold) return { verdict: "fail" };
  return { verdict: "flaky", cause: `it had been as expected for ${held} rounds, and no longer is` };
}

function longestStreak(observations: readonly Observation[], expected: SettledExpectation): number {
  let longest = 0;
  let streak = 0;
  for (const { outcome } of observations) {
    streak = satisfies(outcome, expected) ? streak + 1 : 0;
    longest = Math.max(longest, streak);
  }
  return longest;
}

/** Whether, once its node had caught up, it was as expected, then not, and now is again. */
function hasFlapped({ observations, expected, caughtUpAt = 0 }: CellEvidence): boolean {
  const settled = observations.slice(caughtUpAt).filter(({ outcome }) => outcome !== "probe-failed");
  const first = settled.findIndex(({ outcome }) => satisfies(outcome, expected));
  return settled.slice(first).some(({ outcome }) => !satisfies(outcome, expected));
}
