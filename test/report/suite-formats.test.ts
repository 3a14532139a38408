import assert from "node:assert/strict";
import type { SuiteReport } from "../../src/report/suite/suite-report.ts";
import { readXml } from "./junit/read-xml.ts";
import { rendered } from "./rendered.ts";
import { cell, report, step } from "./report-builder.ts";
import { failed, notRun, passed, result, skipped, suite, unsure } from "./suite-builder.ts";

const MIXED = suite([
  passed("a"),
  failed("b"),
  skipped("c", "no DNS"),
  unsure("d"),
  notRun("e", "interrupted"),
]);

describe("the JSON report of a suite", () => {
  it("has the numbers, each scenario's report with its id, and what was not run", () => {
    const content = JSON.parse(rendered("json", MIXED));
    assert.equal(content.schema, "netverdict.dev/suite/v1");
    assert.deepEqual(content.summary.scenarios, { pass: 1, fail: 1, unknown: 1, skipped: 1, "not run": 1 });
    assert.deepEqual(
      content.reports.map((each: { id: string; schema: string }) => [each.id, each.schema]),
      ["a", "b", "c", "d"].map((id) => [id, "netverdict.dev/report/v2"]),
    );
    assert.deepEqual(content.notRun, [notRun("e", "interrupted")]);
  });
});

describe("the JUnit report of a suite", () => {
  const suites = (content: SuiteReport) => readXml(rendered("junit", content)).children;

  it("has a suite for each scenario, and a case for each step", () => {
    assert.deepEqual(
      suites(MIXED).map(({ attributes, children }) => [
        attributes.name,
        children.map((each) => `${each.attributes.name} ${each.children[0]?.name ?? "passed"}`),
      ]),
      [
        ["a", ["open [a] passed"]],
        ["b", ["open [b] passed", "closed [b] failure"]],
        ["c", ["open [c] skipped"]],
        ["d", ["open [d] error"]],
        ["e", ["[e] error"]],
      ],
    );
    const { attributes } = readXml(rendered("junit", MIXED));
    assert.deepEqual(
      [attributes.tests, attributes.failures, attributes.errors, attributes.skipped, attributes.time],
      ["6", "1", "2", "1", "61.000"],
    );
  });

  it("says of a failing step what is wrong, with flows and policies", () => {
    const failure = suites(MIXED)[1]?.children[1]?.children[0];
    assert.match(failure?.attributes.message ?? "", /^x\/a -> x\/b:80: expected deny, observed reachable/);
    assert.match(failure?.text ?? "", /fail × 1 .*\n.*x\/deny-all selects the target.*\n {2}x\/a -> x\/b:80/);
  });

  it("gives the reasons of what was skipped and of what was not run", () => {
    const messages = suites(MIXED).map(({ children }) => children[0]?.children[0]?.attributes.message);
    assert.deepEqual(messages.slice(2), [
      "no DNS",
      "expected deny, not measured: stream lost",
      "not run: interrupted",
    ]);
  });

  it("does not look like a pass when something was left behind, or an expected failure did not come", () => {
    assert.deepEqual(
      suites(suite([passed("a")], { findings: ["namespace x is still there"] })).map(
        ({ attributes }) => attributes.errors,
      ),
      ["1", "0"],
    );
    const content = report([step("s", [cell("x/a -> x/b:80")])], { verdict: "xpass" });
    assert.deepEqual(
      suites(suite([result("a", content)])).map(({ attributes }) => attributes.failures),
      ["1"],
    );
  });
});

describe("the Markdown report of a suite", () => {
  it("begins with the summary and has a row for each scenario that is no pass", () => {
    const text = rendered("markdown", MIXED);
    assert.match(
      text,
      /^### scenarios\/all: 5 scenarios: 1 pass, 1 fail, 1 unknown, 1 skipped, 1 not run — /,
    );
    assert.match(text, /\n\| \*\*fail\*\* \| b \| closed: x\/a -/);
    assert.match(text, /\n\| \*\*not run\*\* \| e \| interrupted \|\n/);
    assert.match(text, /\n1 skipped: no DNS \(c\)\n/);
  });

  it("folds the failing steps, with their matrices", () => {
    const text = rendered("markdown", MIXED);
    assert.match(text, /<details>\n\n<summary>fail: b<\/summary>\n\n#### 2\. closed: fail/);
    assert.match(text, /\| x\/a \| - \| \*\*\.!\*\* \|/);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
  });

  it("leaves out details rather than be too long for the page, and says so", () => {
    const text = rendered("markdown", suite(Array.from({ length: 3000 }, (_, index) => failed(`s${index}`))));
    assert.ok(Buffer.byteLength(text) < 1_010_000);
    assert.match(text, /The steps of \d+ more are left out/);
    assert.match(text, /and 2800 more \(see/);
  });
});
