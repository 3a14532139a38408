import assert from "node:assert/strict";
import type { KnownDeviation } from "../../src/model/index.ts";
import { type AnyReport, renderTerminal } from "../../src/report/index.ts";
import { rendered } from "./rendered.ts";
import { cell, leak, report, step } from "./report-builder.ts";
import { result, suite } from "./suite-builder.ts";

const DEVIATION: KnownDeviation = {
  plugin: "toy 1.2",
  where: "known/toy.yaml:4",
  observed: ["reachable"],
  why: "it <forgets>",
  evidence: "proofs.md",
  isExpected: true,
};
const CAUSE = "known deviation of toy 1.2: it <forgets> (known/toy.yaml:4)";

function alone(verdict: "known-deviation" | "fail") {
  const known = leak("x/a -> x/b:80", { verdict, cause: CAUSE, deviation: DEVIATION });
  return report([step("closed", [known, cell("x/b -> x/a:80")])], { verdict });
}

function printed(outcome: AnyReport): string {
  return renderTerminal(outcome, { color: false, width: 100 });
}

describe("a known deviation in reports", () => {
  const outcomes = [alone("known-deviation"), suite([result("a", alone("known-deviation"))])];

  it("has a word of its own, and where it is listed, in every format", () => {
    for (const outcome of outcomes)
      for (const text of [
        printed(outcome),
        ...["json", "junit", "markdown"].map((name) => rendered(name, outcome)),
      ]) {
        assert.match(text, /known-deviation/);
        assert.match(text, /known\/toy\.yaml:4/);
      }
  });

  it("is counted by itself and marked as excused", () => {
    assert.match(printed(alone("known-deviation")), /1 pass, 1 known-deviation/);
    assert.match(printed(alone("known-deviation")), /\.~/);
  });

  it("is a skipped case of JUnit, with why it is", () => {
    for (const outcome of outcomes)
      assert.match(
        rendered("junit", outcome),
        /<skipped message="[^"]*known deviation of toy 1\.2: it &lt;forgets&gt;[^"]*" type="known-deviation">/,
      );
  });

  it("has its proof in JSON", () => {
    const [only] = JSON.parse(rendered("json", alone("known-deviation"))).steps[0].cells;
    assert.deepEqual(only.deviation, {
      plugin: "toy 1.2",
      where: "known/toy.yaml:4",
      why: "it <forgets>",
      evidence: "proofs.md",
    });
  });

  it("is told where it fails all the same, with the way to have it excused", () => {
    const sentence =
      /1 of these failures is a known deviation of toy 1\.2: see known\/toy\.yaml; with --known-deviations/;
    for (const outcome of [alone("fail"), suite([result("a", alone("fail"))])]) {
      assert.match(printed(outcome), sentence);
      assert.match(rendered("markdown", outcome), sentence);
    }
    for (const outcome of outcomes) assert.doesNotMatch(printed(outcome), /of these failures/);
  });
});

describe("a cell that is listed and no longer deviates", () => {
  it("is a failure of JUnit whose message says what to remove, once", () => {
    const cause = "no longer deviates: remove it from known/toy.yaml:4";
    const stale = report([step("closed", [cell("x/a -> x/b:80", { verdict: "xpass", cause })])], {
      verdict: "xpass",
    });
    const xml = rendered("junit", stale);
    assert.match(
      xml,
      /<failure message="[^"]*no longer deviates: remove it from known\/toy\.yaml:4" type="xpass">/,
    );
    assert.equal(xml.match(/<testcase /g)?.length, 1);
  });
});
