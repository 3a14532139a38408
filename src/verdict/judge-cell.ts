import { type Observation, type SettledExpectation, satisfies, type Verdict } from "../model/index.ts";

/** What one round showed of a cell. `caughtUp`: every node had caught up with the step by then. */
export interface Sight extends Observation {
  readonly caughtUp: boolean;
}

/** What is known about one cell when it is judged. */
export interface CellEvidence {
  readonly expected: SettledExpectation;
  /** Of the rounds that prove something about it, in order. */
  readonly sights: readonly Sight[];
  /** Whether the target's listener was seen to answer when nothing forbade it. */
  readonly controlled: boolean;
  /** Why nobody answers there whatever the policies say, as a clause, if so. */
  readonly unserved?: string;
  /** Rounds in a row that it must be as expected at the end. */
  readonly hold: number;
  /** Why nothing was seen, if so. */
  readonly absence: string;
  /** Why the last round does not count, if so. */
  readonly late?: string;
  /** Whether in some round, late answers or not, every node was seen to have caught up with the step. */
  readonly enforced: boolean;
}

export interface CellJudgement {
  readonly observed: Observation;
  readonly verdict: Verdict;
  readonly cause?: string;
}

/** Judges one cell. Only what was measured, proven and stable passes. */
export function judgeCell(evidence: CellEvidence): CellJudgement {
  const last = evidence.sights.at(-1);
  if (last === undefined) return unmeasured(evidence.absence);
  const { caughtUp: _, ...observed } = last;
  const unknown = whyUnknown(evidence, observed);
  if (unknown !== undefined) return { observed, verdict: "unknown", cause: unknown };
  if (!satisfies(observed.outcome, evidence.expected)) return { observed, ...judgeMismatch(evidence) };
  if (hasFlapped(evidence)) return { observed, verdict: "flaky", cause: whyFlapped(evidence) };
  const notHeld = whyNotHeld(evidence);
  return notHeld === undefined
    ? { observed, verdict: "pass" }
    : { observed, verdict: "unknown", cause: notHeld };
}

function unmeasured(detail: string): CellJudgement {
  return { observed: { outcome: "probe-failed", detail }, verdict: "unknown", cause: detail };
}

function whyUnknown(
  { expected, sights, controlled, unserved, late, enforced }: CellEvidence,
  observed: Observation,
): string | undefined {
  if (observed.outcome === "probe-failed") return observed.detail ?? "it could not be measured";
  if (expected === "any") return undefined;
  if (!satisfies(observed.outcome, expected)) {
    if (late === undefined || enforced) return undefined;
    return `nothing showed that every node had enforced the step's changes, and ${late}`;
  }
  if (!sights.some(({ caughtUp }) => caughtUp))
    return late ?? "not every node had enforced the step's changes when the grace period ended";
  if (observed.outcome !== "reachable" && !controlled) {
    if (unserved !== undefined) return `${unserved}, so that silence there says nothing about policies`;
    return "nothing has shown that it would get through if it were allowed, so that silence proves nothing";
  }
  return undefined;
}

function judgeMismatch({ expected, sights, hold }: CellEvidence): Pick<CellJudgement, "verdict" | "cause"> {
  const held = longestStreak(sights, expected);
  if (held >= hold)
    return { verdict: "flaky", cause: `it had been as expected for ${held} rounds, and no longer is` };
  const gotThrough = sights.some(({ caughtUp, outcome }) => caughtUp && outcome === "reachable");
  if (expected !== "allow" || !gotThrough) return { verdict: "fail" };
  return { verdict: "flaky", cause: lossIn(sights) };
}

function whyFlapped({ expected, sights }: CellEvidence): string {
  const isLossSeen = sights.some(({ lost }) => lost !== undefined);
  return expected === "allow" && isLossSeen ? lossIn(sights) : "it changed after it had been as expected";
}

function lossIn(sights: readonly Sight[]): string {
  const through = sights.filter(({ caughtUp, outcome }) => caughtUp && outcome === "reachable").length;
  return `it got through in ${through} of ${sights.length} rounds: no policy stops it, but packets are lost`;
}

function longestStreak(sights: readonly Sight[], expected: SettledExpectation): number {
  let longest = 0;
  let streak = 0;
  for (const { outcome } of sights) {
    streak = satisfies(outcome, expected) ? streak + 1 : 0;
    longest = Math.max(longest, streak);
  }
  return longest;
}

/** Whether, once its node had caught up, it was as expected, then not, and now is again. */
function hasFlapped({ sights, expected }: CellEvidence): boolean {
  const settled = sights.filter(({ caughtUp, outcome }) => caughtUp && outcome !== "probe-failed");
  const first = settled.findIndex(({ outcome }) => satisfies(outcome, expected));
  return settled.slice(first).some(({ outcome }) => !satisfies(outcome, expected));
}

/** What is not known to last is no pass. A round in which the probe failed says nothing either way. */
function whyNotHeld({ sights, expected, hold, late }: CellEvidence): string | undefined {
  const measured = sights.filter(({ outcome }) => outcome !== "probe-failed");
  const before = measured.findLastIndex(({ outcome }) => !satisfies(outcome, expected));
  const held = measured.length - 1 - before;
  if (held >= hold) return undefined;
  const rounds = held === 1 ? "1 round" : `${held} rounds`;
  const why = late === undefined ? "" : `: ${late}`;
  return `it was as expected for ${rounds} in a row, not for ${hold}, when the grace period ended${why}`;
}
