import type { Report } from "../../model/index.ts";
import type { Word } from "../words/tally.ts";

/** What several scenarios came to, in the order in which the suite lists them. */
export interface SuiteReport {
  /** The paths that were asked for. */
  readonly name: string;
  readonly results: readonly SuiteResult[];
  /** What went wrong beside the verdicts, a sentence each. */
  readonly findings: readonly string[];
  /** What else is to be known of how it was run, a clause each. */
  readonly notes: readonly string[];
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
}

export type SuiteResult = ScenarioResult | NotRun;

/** `id` is unique in the suite. */
export interface ScenarioResult {
  readonly id: string;
  readonly report: Report;
}

/** A scenario of which there is no report, and why, in a sentence. */
export interface NotRun extends Pick<Report, "scenario" | "file" | "tags" | "parameters"> {
  readonly id: string;
  readonly reason: string;
}

export function reportsOf({ results }: SuiteReport): readonly Report[] {
  return results.flatMap((result) => ("report" in result ? result.report : []));
}

export function wordOf(result: SuiteResult): Word {
  return "report" in result ? result.report.verdict : "not run";
}
