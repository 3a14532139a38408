import { isSuite, type Outcome } from "../suite/suite-report.ts";
import { jsonReport } from "./json-report.ts";
import { jsonSuite } from "./suite-json.ts";

/** A report for programs: everything that is known, indented. */
export function renderJson(outcome: Outcome): string {
  const content = isSuite(outcome) ? jsonSuite(outcome) : jsonReport(outcome);
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
