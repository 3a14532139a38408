/** A report as text, one file a format. */

import { renderJunit } from "./junit.ts";
import { renderMarkdown } from "./markdown.ts";
import { renderJson } from "./render-json.ts";
import { renderSuiteJunit } from "./suite-junit.ts";
import { renderSuiteMarkdown } from "./suite-markdown.ts";
import { isSuite, type Outcome } from "./suite-report.ts";
import { renderSuite } from "./suite-terminal.ts";
import { renderTerminal as renderScenario, type TerminalOptions } from "./terminal.ts";

export { reportBrief } from "./brief.ts";
export { columns } from "./columns.ts";
export { duration } from "./duration.ts";
export { JSON_SCHEMA, type JsonCell, type JsonReport, type JsonStep } from "./json.ts";
export { plain } from "./plain-text.ts";
export {
  isAsDeclared,
  type PredictedCell,
  type PredictedStep,
  renderClusterPrediction,
  renderPrediction,
} from "./prediction.ts";
export { JSON_SUITE_SCHEMA, type JsonSuite } from "./suite-json.ts";
export { isSuite, type NotRun, type Outcome, type SuiteReport, type SuiteResult } from "./suite-report.ts";
export type { SuiteSummary } from "./suite-summary.ts";
export { counted } from "./tally.ts";
export type { TerminalOptions } from "./terminal.ts";

/** The formats that can be written to a file, by the name that `--report FORMAT=FILE` uses. */
export const reporters: Readonly<Record<"json" | "junit" | "markdown", (outcome: Outcome) => string>> = {
  json: renderJson,
  junit: (outcome) => (isSuite(outcome) ? renderSuiteJunit(outcome) : renderJunit(outcome)),
  markdown: (outcome) => (isSuite(outcome) ? renderSuiteMarkdown(outcome) : renderMarkdown(outcome)),
};

/** A report for people: of one scenario in full, of several in brief. */
export function renderTerminal(outcome: Outcome, options: TerminalOptions): string {
  if (!isSuite(outcome)) return renderScenario(outcome, options);
  const [only, ...others] = outcome.results;
  const isOne =
    only !== undefined && "report" in only && others.length === 0 && outcome.findings.length === 0;
  return isOne ? renderScenario(only.report, options) : renderSuite(outcome, options);
}
