import {
  type CellVerdict,
  flowName,
  type RefusalVerdict,
  type Report,
  type StepVerdict,
} from "../../model/index.ts";
import { stepBrief } from "../words/brief.ts";
import { comparison, explanation } from "../words/mismatch.ts";
import { refusalText } from "../words/refusals.ts";
import { scenarioTitle } from "../words/scenario-title.ts";
import { seconds, type TestCase, type TestSuite, testCase, testSuite, testSuites } from "./junit-elements.ts";

/**
 * JUnit XML in the dialect that GitLab, Jenkins and GitHub actions read: a suite a step, a case a cell. Names are
 * unique in the file, since some readers drop the second case of a name; messages are repeated in the body, since some
 * ignore the attribute. Times in seconds.
 */
export function junitOfScenario(report: Report): Iterable<string> {
  const steps = report.steps.map((step, index) => stepSuite(report, step, stepTitle(report, index)));
  return testSuites(scenarioTitle(report), report.durationMs, [...runSuite(report), ...steps]);
}

/** What is to be said about the run as a whole, for example that the cluster enforces nothing. */
function runSuite(report: Report): readonly TestSuite[] {
  const { scenario, file, verdict, steps } = report;
  const findings = steps.length === 0 ? [...report.findings, "no step was measured"] : report.findings;
  const [message] = findings;
  if (message === undefined) return [];
  const attributes = { name: "[run]", classname: scenario, file, time: seconds(0) };
  const only = testCase(verdict, () => ({ attributes, message, text: findings.join("\n") }));
  return [testSuite(report, "[run]", 0, [only])];
}

function stepSuite(report: Report, step: StepVerdict, title: string): TestSuite {
  const cases = [
    ...step.cells.map((cell) => cellCase(report, step, cell, title)),
    ...step.refusals.map((refusal) => refusalCase(report, refusal, title)),
    ...wholeStepCase(report, step, title),
  ];
  return testSuite(report, title, step.durationMs, cases);
}

function cellCase({ scenario, file }: Report, step: StepVerdict, cell: CellVerdict, title: string): TestCase {
  return testCase(cell.verdict, () => {
    const waited = cell.observed.outcome === "timeout" ? step.probeTimeoutMs : cell.observed.latencyMs;
    const name = `${flowName(cell.flow)} [${title}]`;
    return {
      attributes: { name, classname: scenario, file, time: seconds(waited ?? 0) },
      message: messageOf(cell, step),
      text: explanation(cell, step.probeTimeoutMs).join("\n"),
    };
  });
}

/** What a reader shows of a case that is folded; the text has all. */
function messageOf(cell: CellVerdict, { xfail }: StepVerdict): string {
  if (cell.verdict === "xfail") return `expected to fail: ${xfail ?? ""}`;
  const isAboutDeviation = cell.deviation !== undefined || cell.verdict === "xpass";
  return isAboutDeviation ? `${comparison(cell)}: ${cell.cause ?? ""}` : comparison(cell);
}

function refusalCase({ scenario, file }: Report, refusal: RefusalVerdict, title: string): TestCase {
  return testCase(refusal.verdict, () => {
    const text = refusalText(refusal);
    const attributes = { name: `${refusal.name} [${title}]`, classname: scenario, file, time: seconds(0) };
    return { attributes, message: text, text };
  });
}

/** What did not happen in a step as a whole must not look as if it had passed. */
function wholeStepCase({ scenario, file }: Report, step: StepVerdict, title: string): readonly TestCase[] {
  const isEmpty = step.cells.length + step.refusals.length === 0;
  if (!isEmpty && (step.verdict !== "xpass" || step.xfail === undefined)) return [];
  const message = stepBrief(step) ?? "no flow was measured in this step";
  const attributes = { name: `[${title}]`, classname: scenario, file, time: seconds(0) };
  return [testCase(step.verdict, () => ({ attributes, message, text: message }))];
}

/** A step's name, with its number where another step has the same. */
export function stepTitle({ steps }: Report, index: number): string {
  const name = steps[index]?.name ?? "";
  return steps.some((other, i) => i !== index && other.name === name) ? `${index + 1}: ${name}` : name;
}
