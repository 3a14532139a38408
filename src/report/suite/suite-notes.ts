import { reportsOf, type SuiteReport } from "./suite-report.ts";

/** More notes than help at the head of a suite; each scenario's own report has all of its own. */
const MOST_SHOWN = 20;

/**
 * How a suite was run, and what the worlds of its scenarios lack of what they stand for, and what was assumed: once each.
 */
export function suiteNotes(suite: SuiteReport): readonly string[] {
  const notes = [...new Set(reportsOf(suite).flatMap((report) => report.notes ?? []))];
  const hidden = notes.length - MOST_SHOWN;
  return [
    ...suite.notes,
    ...notes.slice(0, MOST_SHOWN),
    ...(hidden > 0 ? [`and ${hidden} notes more in the JSON report`] : []),
  ];
}
