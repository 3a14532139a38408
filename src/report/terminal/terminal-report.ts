import { type AnyReport, ofAnyReport } from "../any-report.ts";
import type { SuiteReport } from "../suite/suite-report.ts";
import { renderScenario, type TerminalOptions } from "./scenario-terminal.ts";
import { renderSuite } from "./suite-terminal.ts";

/** A report for people: of one scenario in full, of several in brief. */
export function renderTerminal(outcome: AnyReport, options: TerminalOptions): string {
  return ofAnyReport(outcome, {
    scenario: (report) => renderScenario(report, options),
    suite: (suite) => suiteText(suite, options),
  });
}

function suiteText(suite: SuiteReport, options: TerminalOptions): string {
  const [only, ...others] = suite.results;
  const isOne = only !== undefined && "report" in only && others.length === 0 && suite.findings.length === 0;
  return isOne ? renderScenario(only.report, options) : renderSuite(suite, options);
}
