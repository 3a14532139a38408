import { jsonReport } from "./json.ts";
import { jsonSuite } from "./suite-json.ts";
import { isSuite, type Outcome } from "./suite-report.ts";

/** A report for programs: everything that is known, indented. */
export function renderJson(outcome: Outcome): string {
  const content = isSuite(outcome) ? jsonSuite(outcome) : jsonReport(outcome);
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
