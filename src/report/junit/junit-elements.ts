import { isFailure, type Report, type Verdict } from "../../model/index.ts";
import { forXml } from "../../safe-text/index.ts";
import { type Attributes, element, startTag } from "./xml.ts";

/** A test case's part of the counts. */
type Result = "passed" | "failure" | "error" | "skipped";

/** Its element is made when it is written: of a million cases all would be more than memory holds. */
export interface TestCase {
  readonly result: Result;
  readonly xml: () => string;
}

export interface TestSuite {
  readonly cases: readonly TestCase[];
  readonly pieces: () => Iterable<string>;
}

/** `message` is an attribute, repeated in the body as part of `text`, since some readers ignore the attribute. */
export interface CaseContent {
  readonly attributes: Attributes;
  readonly message: string;
  readonly text: string;
}

/** A whole file. */
export function* testSuites(name: string, ms: number, suites: readonly TestSuite[]): Generator<string> {
  const attributes = { name, ...countsOf(suites.flatMap(({ cases }) => cases)), time: seconds(ms) };
  yield `<?xml version="1.0" encoding="UTF-8"?>\n${startTag("testsuites", attributes)}\n`;
  for (const { pieces } of suites) yield* pieces();
  yield "</testsuites>\n";
}

/** Readers show properties beside the cases; a planted fault must be seen in every format. */
export function testSuite(
  { startedAt, file, cluster }: Pick<Report, "startedAt" | "file"> & Partial<Pick<Report, "cluster">>,
  name: string,
  ms: number,
  cases: readonly TestCase[],
): TestSuite {
  const attributes = { name, ...countsOf(cases), time: seconds(ms), timestamp: startedAt, file };
  return {
    cases,
    *pieces() {
      yield `${startTag("testsuite", attributes)}\n`;
      if (cluster?.fault !== undefined)
        yield `${element("properties", {}, [element("property", { name: "planted fault", value: cluster.fault }, [])])}\n`;
      for (const { xml } of cases) yield `${xml()}\n`;
      yield "</testsuite>\n";
    },
  };
}

export function testCase(verdict: Verdict, content: () => CaseContent): TestCase {
  const result = resultOf(verdict);
  return {
    result,
    xml: () => {
      const { attributes, message, text } = content();
      const child = result === "passed" ? [] : [element(result, { message, type: verdict }, [forXml(text)])];
      return element("testcase", attributes, child);
    },
  };
}

/** What was measured and is wrong is a failure, what could not be measured an error, what is excused skipped. */
function resultOf(verdict: Verdict): Result {
  if (verdict === "pass") return "passed";
  if (isFailure(verdict)) return "failure";
  return verdict === "unknown" ? "error" : "skipped";
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
