import { type CellVerdict, flowName, type Report, type StepVerdict, type Verdict } from "../model/index.ts";
import { comparison, explanation } from "./mismatch.ts";
import { element, xmlText } from "./xml.ts";

/** A test case's part of the counts. */
type Result = "passed" | "failure" | "error" | "skipped";

/** What was measured and is wrong is a failure, what could not be measured an error. */
const RESULTS: Readonly<Record<Verdict, Result>> = {
  pass: "passed",
  fail: "failure",
  flaky: "failure",
  xpass: "failure",
  unknown: "error",
  skipped: "skipped",
  xfail: "skipped",
};

interface TestCase {
  readonly result: Result;
  readonly xml: string;
}

/**
 * JUnit XML in the dialect that GitLab, Jenkins and GitHub actions read: a suite a step, a case a cell. Names are
 * unique in the file, since some readers drop the second case of a name; messages are repeated in the body, since some
 * ignore the attribute. Times in seconds.
 */
export function renderJunit(report: Report): string {
  const steps = report.steps.map((step, index) => stepSuite(report, step, stepTitle(report, index)));
  const suites = [...runSuite(report), ...steps];
  const counts = countsOf(suites.flatMap(({ cases }) => cases));
  const attributes = { name: report.scenario, ...counts, time: seconds(report.durationMs) };
  const content = ["", ...suites.map(({ xml }) => xml), ""];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", attributes, content)}\n`;
}

interface Suite {
  readonly cases: readonly TestCase[];
  readonly xml: string;
}

/** What is to be said about the run as a whole, for example that the cluster enforces nothing. */
function runSuite(report: Report): readonly Suite[] {
  const { scenario, file, verdict, steps } = report;
  const findings = steps.length === 0 ? [...report.findings, "no step was measured"] : report.findings;
  const [message] = findings;
  if (message === undefined) return [];
  const attributes = { name: "[run]", classname: scenario, file, time: seconds(0) };
  return [suite(report, "[run]", 0, [testCase(attributes, verdict, message, findings.join("\n"))])];
}

function stepSuite(report: Report, step: StepVerdict, title: string): Suite {
  const cases = step.cells.map((cell) => cellCase(report, step, cell, title));
  return suite(report, title, step.durationMs, cases.length === 0 ? [emptyCase(report, step, title)] : cases);
}

function suite({ startedAt, file }: Report, name: string, ms: number, cases: readonly TestCase[]): Suite {
  const attributes = { name, ...countsOf(cases), time: seconds(ms), timestamp: startedAt, file };
  return { cases, xml: element("testsuite", attributes, ["", ...cases.map(({ xml }) => xml), ""]) };
}

function cellCase({ scenario, file }: Report, step: StepVerdict, cell: CellVerdict, title: string): TestCase {
  const text = explanation(cell, step.probeTimeoutMs).join("\n");
  const waited = cell.observed.outcome === "timeout" ? step.probeTimeoutMs : cell.observed.latencyMs;
  return testCase(
    { name: `${flowName(cell.flow)} [${title}]`, classname: scenario, file, time: seconds(waited ?? 0) },
    cell.verdict,
    comparison(cell),
    text,
  );
}

/** A step without cells is still worth a line: what did not happen must not look as if it had passed. */
function emptyCase({ scenario, file }: Report, step: StepVerdict, title: string): TestCase {
  const message = "no flow was measured in this step";
  return testCase(
    { name: `[${title}]`, classname: scenario, file, time: seconds(0) },
    step.verdict,
    message,
    message,
  );
}

function testCase(
  attributes: Readonly<Record<string, string>>,
  verdict: Verdict,
  message: string,
  text: string,
): TestCase {
  const result = RESULTS[verdict];
  const content = result === "passed" ? [] : [element(result, { message, type: verdict }, [xmlText(text)])];
  return { result, xml: element("testcase", attributes, content) };
}

function countsOf(cases: readonly TestCase[]): Readonly<Record<string, number>> {
  const count = (wanted: Result): number => cases.filter(({ result }) => result === wanted).length;
  return {
    tests: cases.length,
    failures: count("failure"),
    errors: count("error"),
    skipped: count("skipped"),
  };
}

/** A step's name, with its number where another step has the same. */
function stepTitle({ steps }: Report, index: number): string {
  const name = steps[index]?.name ?? "";
  return steps.some((other, i) => i !== index && other.name === name) ? `${index + 1}: ${name}` : name;
}

function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
}
