import type { StepVerdict, Verdict } from "../model/index.ts";
import { worst } from "./worst.ts";

const FAILURES: readonly Verdict[] = ["fail", "flaky"];

/** A step that is expected to fail: what fails is `xfail`; if nothing does, the step as a whole is `xpass`. */
export function expectedToFail(step: StepVerdict, xfail: string): StepVerdict {
  const cells = step.cells.map((cell) => ({ ...cell, verdict: excused(cell.verdict) }));
  const refusals = step.refusals.map((refusal) => ({ ...refusal, verdict: excused(refusal.verdict) }));
  const verdicts = [...cells, ...refusals].map(({ verdict }) => verdict);
  return { ...step, cells, refusals, xfail, verdict: strictly(verdicts) };
}

/** The verdict of a scenario that is expected to fail somewhere, from those of its steps, excused already. */
export function strictly(verdicts: readonly Verdict[]): Verdict {
  const overall = worst(verdicts);
  if (overall === "pass") return verdicts.includes("xfail") ? "xfail" : "xpass";
  return overall;
}

function excused(verdict: Verdict): Verdict {
  return FAILURES.includes(verdict) ? "xfail" : verdict;
}
