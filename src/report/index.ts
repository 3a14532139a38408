/** A report as text, one file a format. */

import { renderJson } from "./json/render-json.ts";
import { renderJunit } from "./junit/junit.ts";
import { renderSuiteJunit } from "./junit/suite-junit.ts";
import { renderMarkdown } from "./markdown/markdown.ts";
import { renderSuiteMarkdown } from "./markdown/suite-markdown.ts";
import { isSuite, type Outcome } from "./suite/suite-report.ts";
import { renderSuite } from "./terminal/suite-terminal.ts";
import { renderTerminal as renderScenario, type TerminalOptions } from "./terminal/terminal.ts";

export { JSON_SCHEMA, type JsonCell, type JsonReport, type JsonStep } from "./json/json-report.ts";
export { JSON_SUITE_SCHEMA, type JsonSuite } from "./json/suite-json.ts";
export {
  isAsDeclared,
  renderClusterPrediction,
  renderPrediction,
} from "./prediction/prediction.ts";
export {
  isSuite,
  type NotRun,
  type Outcome,
  type SuiteReport,
  type SuiteResult,
} from "./suite/suite-report.ts";
export type { SuiteSummary } from "./suite/suite-summary.ts";
export type { TerminalOptions } from "./terminal/terminal.ts";
export { reportBrief } from "./words/brief.ts";
export { columns } from "./words/columns.ts";
export { duration } from "./words/duration.ts";
export { plain } from "./words/plain-text.ts";
export { counted } from "./words/tally.ts";

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
