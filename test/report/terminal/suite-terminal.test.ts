import assert from "node:assert/strict";
import { renderTerminal } from "../../../src/report/index.ts";
import type { SuiteReport } from "../../../src/report/suite/suite-report.ts";
import { rendered } from "../rendered.ts";
import { report, step, unmeasured } from "../report-builder.ts";
import { failed, notRun, passed, result, skipped, suite, unsure } from "../suite-builder.ts";

function text(content: SuiteReport): string {
  return renderTerminal(content, { color: false, width: 100 });
}

const BRIEF =
  "closed: x/a -> x/b:80: expected deny, observed reachable: the cluster does not do what the policies say";

describe("the terminal report of a suite", () => {
  it("is short when all passed", () => {
    assert.equal(
      text(suite([passed("a"), passed("b")])),
      [
        "scenarios/all, 2 scenarios, on kubernetes cluster kind-test",
        "slowest: a 2.1 s, b 2.1 s\npredicted = observed in 4 of 4 cells",
        "scenarios/all: 2 scenarios: 2 pass — 4 cells: 4 pass; 1 min 1 s\n",
      ].join("\n\n"),
    );
  });

  it("says once what the worlds of its scenarios lack, as the Markdown report does", () => {
    const notes = ["DaemonSet x/a is left out: it uses the network of its node"];
    const content = suite([passed("a", { notes }), passed("b", { notes })]);
    assert.equal(text(content).split(`\nnote: ${notes[0]}\n`).length, 2);
    assert.equal(rendered("markdown", content).split("Note: DaemonSet").length, 2);
  });

  it("has a line for each scenario that is no pass, the worst first", () => {
    const content = suite([notRun("a", "interrupted"), unsure("b"), passed("c"), failed("d")]);
    assert.ok(
      text(content).includes(
        [
          `fail     d: ${BRIEF}`,
          "unknown  b: open: expected deny, not measured: stream lost".replace("open: ", ""),
          "not run  a: interrupted",
        ].join("\n"),
      ),
    );
  });

  it("has one line for many that were not run for the same reason", () => {
    const shown = text(
      suite([...["a", "b", "c", "d"].map((id) => notRun(id, "no route")), notRun("e", "other")]),
    );
    assert.match(shown, /\nnot run {2}a and 3 more: no route\nnot run {2}e: other\n/);
  });

  it("shows the failing steps of a failing scenario, and not the others", () => {
    const shown = text(suite([failed("a"), passed("b")]));
    assert.match(shown, /\na \(scenarios\/all\/a\.yaml\)\n\nStep 2: closed: fail/);
    assert.doesNotMatch(shown, /Step 1|b\.yaml/);
  });

  it("does not show the details of more scenarios than anyone reads", () => {
    const shown = text(suite(Array.from({ length: 12 }, (_, index) => failed(`s${index}`))));
    assert.equal(shown.match(/^Step 2: /gm)?.length, 5);
    assert.match(shown, /and the steps of 7 scenarios more/);
    assert.equal(shown.match(/^fail {2}s/gm)?.length, 12);
  });

  it("has a table of tags", () => {
    const shown = text(suite([passed("a", { tags: ["udp", "egress"] }), failed("b", { tags: ["egress"] })]));
    assert.match(
      shown,
      / {2}tag {6}scenarios {8}cells\n {2}egress {3}1 pass, 1 fail {3}5 pass, 1 fail\n {2}udp {6}1 pass {11}2 pass\n/,
    );
  });

  it("sums up what was skipped by reason", () => {
    const many = ["b", "c", "d", "e"].map((id) => skipped(id, "pods have no ipv6 address"));
    const shown = text(suite([passed("a"), ...many, skipped("f", "no DNS")]));
    assert.match(
      shown,
      /4 skipped: pods have no ipv6 address \(b, c, d and 1 more\)\n1 skipped: no DNS \(f\)\n/,
    );
    assert.doesNotMatch(shown, /^skipped/m);
  });

  it("begins with what is wrong with the cluster, once", () => {
    const finding = "cluster kind-bare does not enforce NetworkPolicy";
    const wrong = ["a", "b"].map((id) =>
      result(
        id,
        report([step("s", [unmeasured("x/a -> x/b:80", "not measured")])], {
          findings: [finding],
          verdict: "fail",
        }),
      ),
    );
    const shown = text(suite(wrong, { findings: ["namespace x is still there"] }));
    assert.ok(shown.startsWith(`namespace x is still there\n${finding}\n\nscenarios/all`));
    assert.doesNotMatch(shown, /predicted = observed/);
  });

  it("says that nothing was measured when nothing was run", () => {
    assert.match(text(suite([notRun("a", "no route")])), /1 scenario: 1 not run — no cells; 1 min 1 s\n$/);
  });
});
