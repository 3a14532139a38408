import type { Report } from "../model/index.ts";

/** 0 all passed; 1 a verdict failed; 2 bad input; 3 could not measure; 129/129/130/143 interrupted by SIGHUP/SIGINT/SIGTERM. */
export const EXIT = { passed: 0, failed: 1, badInput: 2, notMeasured: 3 } as const;

/** The exit code of some reports together. Nothing measured is never 0. */
export function exitCodeOf(reports: readonly Report[]): number {
  const verdicts = reports.map(({ verdict }) => verdict);
  if (verdicts.some((verdict) => verdict === "fail" || verdict === "flaky" || verdict === "xpass"))
    return EXIT.failed;
  const measured =
    verdicts.length > 0 && verdicts.every((verdict) => verdict === "pass" || verdict === "xfail");
  return measured ? EXIT.passed : EXIT.notMeasured;
}
