import { isFailure, passes, type Report, type Verdict } from "../../model/index.ts";
import { type AnyReport, ofAnyReport, type SuiteReport } from "../../report/index.ts";

/** 0 all passed; 1 a verdict failed; 2 bad input; 3 could not measure, or could not write what was measured; 129/130/143 interrupted by SIGHUP/SIGINT/SIGTERM. */
export const EXIT = { passed: 0, failed: 1, badInput: 2, notMeasured: 3 } as const;

/**
 * The exit code of a scenario or a suite. Nothing measured is never 0; scenarios that were skipped do not matter as long
 * as another was measured. What went wrong beside the verdicts of a suite may have cost something.
 */
export function exitCodeOf(outcome: AnyReport): number {
  const verdicts = ofAnyReport(outcome, VERDICTS_OF);
  if (verdicts.some(isFailure)) return EXIT.failed;
  const tried = verdicts.filter((verdict) => verdict !== "skipped");
  return tried.length > 0 && tried.every(passes) ? EXIT.passed : EXIT.notMeasured;
}

/** The exit code of a command some of whose output is lost: what is wrong for another reason stays as it is. */
export function exitCodeAfterLoss(exitCode: number): number {
  return exitCode === EXIT.passed ? EXIT.notMeasured : exitCode;
}

const VERDICTS_OF = {
  scenario: ({ verdict }: Report): readonly Verdict[] => [verdict],
  suite: ({ results, findings }: SuiteReport): readonly Verdict[] => [
    ...results.map((result) => ("report" in result ? result.report.verdict : "unknown")),
    ...(findings.length === 0 ? [] : (["unknown"] as const)),
  ],
};
