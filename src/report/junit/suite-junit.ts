import type { Report, StepVerdict } from "../../model/index.ts";
import { suiteFindings } from "../suite/suite-findings.ts";
import type { NotRun, ScenarioResult, SuiteReport } from "../suite/suite-report.ts";
import { reportBrief, stepBrief } from "../words/brief.ts";
import { groupFlows } from "../words/group-flows.ts";
import { mismatchGroups } from "../words/mismatch.ts";
import { refusalText } from "../words/refusals.ts";
import { seconds, type TestCase, type TestSuite, testCase, testSuite, testSuites } from "./junit-elements.ts";
import { stepTitle } from "./scenario-junit.ts";

/** Lines of flows for a step; the JSON report has all. */
const MOST_LISTED = 100;

/** JUnit XML of a suite: a test suite a scenario, a case a step. Of a single scenario a case is a cell. */
export function junitOfSuite(report: SuiteReport): Iterable<string> {
  const suites = report.results.map((result) =>
    "report" in result ? scenarioSuite(result) : notRunSuite(report, result),
  );
  return testSuites(report.name, report.durationMs, [...wholeSuite(report), ...suites]);
}

/** What went wrong beside the verdicts must not look as if all had passed. */
function wholeSuite(report: SuiteReport): readonly TestSuite[] {
  const findings = suiteFindings(report);
  const [message] = findings;
  if (message === undefined) return [];
  const { startedAt, name } = report;
  const attributes = { name: "[suite]", classname: name, time: seconds(0) };
  const only = testCase("unknown", () => ({ attributes, message, text: findings.join("\n") }));
  return [testSuite({ startedAt, file: name }, "[suite]", 0, [only])];
}

function scenarioSuite({ id, report }: ScenarioResult): TestSuite {
  const cases = report.steps.map((step, index) => stepCase(id, report, step, stepTitle(report, index)));
  return testSuite(report, id, report.durationMs, [...scenarioCase(id, report), ...cases]);
}

/** A verdict that no step of the scenario has is of the scenario as a whole. */
function scenarioCase(id: string, report: Report): readonly TestCase[] {
  const { verdict, steps, file } = report;
  if (steps.some((step) => step.verdict === verdict)) return [];
  const attributes = { name: `[${id}]`, classname: id, file, time: seconds(0) };
  return [
    testCase(verdict, () => {
      const text = reportBrief(report);
      return { attributes, message: text, text };
    }),
  ];
}

function stepCase(id: string, report: Report, step: StepVerdict, title: string): TestCase {
  const { file } = report;
  const attributes = { name: `${title} [${id}]`, classname: id, file, time: seconds(step.durationMs) };
  return testCase(step.verdict, () => {
    const message = report.skipped.length > 0 ? reportBrief(report) : messageOf(step);
    return { attributes, message, text: [message, ...details(step)].join("\n") };
  });
}

function messageOf(step: StepVerdict): string {
  if (step.verdict === "xfail") return `expected to fail: ${step.xfail ?? ""}`;
  return stepBrief(step) ?? "no flow was measured in this step";
}

function details(step: StepVerdict): readonly string[] {
  const lines = [
    ...step.refusals.filter(({ verdict }) => verdict !== "pass").map(refusalText),
    ...mismatchGroups(step).flatMap((group) => [
      `${group.verdict} × ${group.cells.length} ${group.summary}`,
      ...(group.policies === undefined ? [] : [`  ${group.policies}`]),
      ...groupFlows(group, step).map((line) => `  ${line}`),
    ]),
  ];
  const hidden = lines.length - MOST_LISTED;
  return hidden > 0 ? [...lines.slice(0, MOST_LISTED), `and ${hidden} lines more`] : lines;
}

function notRunSuite({ startedAt }: SuiteReport, { id, file, reason }: NotRun): TestSuite {
  const text = `not run: ${reason}`;
  const attributes = { name: `[${id}]`, classname: id, file, time: seconds(0) };
  const only = testCase("unknown", () => ({ attributes, message: text, text }));
  return testSuite({ startedAt, file }, id, 0, [only]);
}
