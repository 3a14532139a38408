import type { Report } from "../model/index.ts";
import type { SuiteReport } from "./suite/suite-report.ts";

/** What a run comes to: one scenario that was asked for by itself, or a suite. */
export type AnyReport = Report | SuiteReport;

/** What is made of either. */
export interface ForAnyReport<T> {
  scenario(report: Report): T;
  suite(suite: SuiteReport): T;
}

export function ofAnyReport<T>(outcome: AnyReport, { scenario, suite }: ForAnyReport<T>): T {
  return "results" in outcome ? suite(outcome) : scenario(outcome);
}
