import type { NotRun, SuiteReport } from "../suite/suite-report.ts";
import { type SuiteSummary, summarise } from "../suite/suite-summary.ts";
import { type JsonReport, jsonReport } from "./json-report.ts";

/** The shape of a suite's JSON report; a change that could break a reader gets a new number. */
export const JSON_SUITE_SCHEMA = "netverdict.dev/suite/v1";

/** What is written for a suite: its numbers, then each scenario's own report with its id. Times are in ms. */
export interface JsonSuite extends Omit<SuiteReport, "results"> {
  readonly schema: typeof JSON_SUITE_SCHEMA;
  readonly summary: SuiteSummary;
  readonly notRun: readonly NotRun[];
  readonly reports: readonly (JsonReport & { readonly id: string })[];
}

export function jsonSuite(suite: SuiteReport): JsonSuite {
  const { name, findings, notes, startedAt, durationMs, results } = suite;
  return {
    schema: JSON_SUITE_SCHEMA,
    name,
    findings,
    notes,
    startedAt,
    durationMs,
    summary: summarise(suite),
    notRun: results.flatMap((result) => ("report" in result ? [] : result)),
    reports: results.flatMap((result) =>
      "report" in result ? { id: result.id, ...jsonReport(result.report) } : [],
    ),
  };
}
