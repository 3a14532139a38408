import type { Verdict } from "../../model/index.ts";
import { isSuite, type Outcome, type SuiteReport } from "../../report/index.ts";

/** 0 all passed; 1 a verdict failed; 2 bad input; 3 could not measure; 129/130/143 interrupted by SIGHUP/SIGINT/SIGTERM. */
export const EXIT = { passed: 0, failed: 1, badInput: 2, notMeasured: 3 } as const;

/**
 * The exit code of a scenario or a suite. Nothing measured is never 0; scenarios that were skipped do not matter as long
 * as another was measured. What went wrong beside the verdicts of a suite may have cost something.
 */
export function exitCodeOf(outcome: Outcome): number {
  const verdicts = isSuite(outcome) ? verdictsOf(outcome) : [outcome.verdict];
  if (verdicts.some((verdict) => verdict === "fail" || verdict === "flaky" || verdict === "xpass"))
    return EXIT.failed;
  const tried = verdicts.filter((verdict) => verdict !== "skipped");
  const passed = tried.length > 0 && tried.every((verdict) => verdict === "pass" || verdict === "xfail");
  return passed ? EXIT.passed : EXIT.notMeasured;
}

function verdictsOf({ results, findings }: SuiteReport): readonly Verdict[] {
  const verdicts = results.map((result) => ("report" in result ? result.report.verdict : "unknown"));
  return findings.length === 0 ? verdicts : [...verdicts, "unknown"];
}
