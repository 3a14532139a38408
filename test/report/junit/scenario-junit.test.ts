import assert from "node:assert/strict";
import type { Report } from "../../../src/model/index.ts";
import { rendered } from "../rendered.ts";
import { cell, denied, leak, report, step, unmeasured } from "../report-builder.ts";
import { readXml, type XmlElement } from "./read-xml.ts";

function suitesOf(content: Report): readonly XmlElement[] {
  return readXml(rendered("junit", content)).children;
}

function casesOf(content: Report): readonly XmlElement[] {
  return suitesOf(content).flatMap(({ children }) => children);
}

/** What each case came to: the name of the element in it. */
function results(content: Report): readonly string[] {
  return casesOf(content).map(({ children }) => children[0]?.name ?? "passed");
}

function namesOf(content: Report): readonly (string | undefined)[] {
  return casesOf(content).map(({ attributes }) => attributes.name);
}

describe("the JUnit report", () => {
  it("has a suite for each step and a case for each cell", () => {
    const content = report([
      step("open", [cell("x/a -> x/b:80"), cell("x/a -> x/b:53/UDP")]),
      step("closed", [denied("x/a -> x/b:80")]),
    ]);
    assert.deepEqual(
      suitesOf(content).map(({ attributes }) => [attributes.name, attributes.tests]),
      [
        ["open", "2"],
        ["closed", "1"],
      ],
    );
    assert.deepEqual(namesOf(content), [
      "x/a -> x/b:80 [open]",
      "x/a -> x/b:53/UDP [open]",
      "x/a -> x/b:80 [closed]",
    ]);
    assert.equal(casesOf(content)[0]?.attributes.classname, "guestbook");
  });

  it("names every case once, even if two steps have the same name", () => {
    const again = step("again", [cell("x/a -> x/b:80")]);
    assert.deepEqual(namesOf(report([again, again])), [
      "x/a -> x/b:80 [1: again]",
      "x/a -> x/b:80 [2: again]",
    ]);
  });

  it("calls what is wrong a failure, what was not measured an error, what was excused skipped", () => {
    const cells = (["pass", "fail", "flaky", "xpass", "unknown", "skipped", "xfail"] as const).map(
      (verdict, index) => cell(`x/a -> x/b:${80 + index}`, { verdict }),
    );
    const content = report([step("all", cells)]);
    assert.deepEqual(results(content), [
      "passed",
      "failure",
      "failure",
      "failure",
      "error",
      "skipped",
      "skipped",
    ]);
    const { attributes } = readXml(rendered("junit", content));
    assert.deepEqual(
      [attributes.tests, attributes.failures, attributes.errors, attributes.skipped],
      ["7", "3", "1", "2"],
    );
  });

  it("repeats the message in the body, with the reason and the policies", () => {
    const [failure] = casesOf(report([step("closed", [leak("x/a -> x/b:80")])])).flatMap(
      (each) => each.children,
    );
    assert.equal(failure?.attributes.message, "expected deny, observed reachable");
    assert.equal(failure?.attributes.type, "fail");
    assert.match(failure?.text ?? "", /x\/a -> x\/b:80: expected deny, observed reachable/);
    assert.match(failure?.text ?? "", /the cluster does not do what the policies say/);
    assert.match(failure?.text ?? "", /x\/deny-all selects the target/);
  });

  it("gives times in seconds", () => {
    const content = report([
      step(
        "s",
        [
          cell("x/a -> x/b:80", { observed: { outcome: "reachable", latencyMs: 42 } }),
          denied("x/b -> x/a:80"),
        ],
        {
          durationMs: 1234,
          probeTimeoutMs: 300,
        },
      ),
    ]);
    assert.equal(readXml(rendered("junit", content)).attributes.time, "2.100");
    assert.equal(suitesOf(content)[0]?.attributes.time, "1.234");
    assert.deepEqual(
      casesOf(content).map(({ attributes }) => attributes.time),
      ["0.042", "0.300"],
    );
  });

  it("stays well-formed whatever names and messages hold", () => {
    const nasty = `<&>"' \u0000\u0007\u001b[31m \ud800 \uffff\n]]> \t`;
    const content = report([step(nasty, [unmeasured("x/a -> x/b:80", nasty)])], {
      scenario: nasty,
      findings: [nasty],
      verdict: "unknown",
    });
    const root = readXml(rendered("junit", content));
    assert.equal(root.attributes.name, `<&>"' [31m  \n]]> \t`);
    assert.equal(root.children[1]?.attributes.name, root.attributes.name);
  });

  it("does not look like a pass when the cluster enforces nothing", () => {
    const content = report([step("s", [unmeasured("x/a -> x/b:80", "not measured")])], {
      enforcement: "not-enforced",
      findings: ["cluster c does not enforce NetworkPolicy"],
      verdict: "fail",
    });
    assert.deepEqual(results(content), ["failure", "error"]);
  });

  it("does not look like a pass when all cells passed but something was left behind", () => {
    const content = report([step("s", [cell("x/a -> x/b:80")])], {
      findings: ["namespace x is still there"],
      verdict: "unknown",
    });
    assert.deepEqual(results(content), ["error", "passed"]);
  });

  it("does not look like a pass when there was nothing to measure", () => {
    assert.deepEqual(results(report([], { verdict: "unknown" })), ["error"]);
    assert.deepEqual(results(report([step("empty", [], { verdict: "unknown" })], { verdict: "unknown" })), [
      "error",
    ]);
  });

  it("has a case for each manifest that had to be refused, and for a step that passed against expectation", () => {
    const refusals = [{ name: "x/wild", verdict: "fail", cause: "the API server took it" }] as const;
    assert.deepEqual(results(report([step("s", [cell("x/a -> x/b:80")], { refusals })])), [
      "passed",
      "failure",
    ]);
    const passed = step("s", [cell("x/a -> x/b:80")], { xfail: "issue 12", verdict: "xpass" });
    assert.deepEqual(namesOf(report([passed])), ["x/a -> x/b:80 [s]", "[s]"]);
    assert.deepEqual(results(report([passed])), ["passed", "failure"]);
  });

  it("gives the reason of what was excused", () => {
    const excused = step("s", [leak("x/a -> x/b:80", { verdict: "xfail" })], { xfail: "issue 12" });
    const [skipped] = casesOf(report([excused])).flatMap((each) => each.children);
    assert.equal(skipped?.attributes.message, "expected to fail: issue 12");
  });
});
