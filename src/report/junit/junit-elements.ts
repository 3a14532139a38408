import type { Report, Verdict } from "../../model/index.ts";
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

export interface TestCase {
  readonly result: Result;
  readonly xml: string;
}

export interface Suite {
  readonly cases: readonly TestCase[];
  readonly xml: string;
}

/** A whole file. */
export function testSuites(name: string, ms: number, suites: readonly Suite[]): string {
  const attributes = { name, ...countsOf(suites.flatMap(({ cases }) => cases)), time: seconds(ms) };
  const content = ["", ...suites.map(({ xml }) => xml), ""];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("testsuites", attributes, content)}\n`;
}

export function suite(
  { startedAt, file }: Pick<Report, "startedAt" | "file">,
  name: string,
  ms: number,
  cases: readonly TestCase[],
): Suite {
  const attributes = { name, ...countsOf(cases), time: seconds(ms), timestamp: startedAt, file };
  return { cases, xml: element("testsuite", attributes, ["", ...cases.map(({ xml }) => xml), ""]) };
}

/** @param message - an attribute, repeated in the body as part of `text`, since some readers ignore the attribute. */
export function testCase(
  attributes: Readonly<Record<string, string>>,
  verdict: Verdict,
  message: string,
  text: string,
): TestCase {
  const result = RESULTS[verdict];
  const content = result === "passed" ? [] : [element(result, { message, type: verdict }, [xmlText(text)])];
  return { result, xml: element("testcase", attributes, content) };
}

export function seconds(ms: number): string {
  return (ms / 1000).toFixed(3);
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
