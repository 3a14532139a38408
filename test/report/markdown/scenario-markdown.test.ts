import assert from "node:assert/strict";
import { MOST_BYTES, markdownOfScenario } from "../../../src/report/markdown/scenario-markdown.ts";
import { cell, denied, flowsBetween, leak, report, step, unmeasured } from "../report-builder.ts";

const failing = report([
  step("open", [cell("x/a -> x/b:80"), cell("x/b -> x/a:80")]),
  step("closed", [leak("x/a -> x/b:80"), denied("x/b -> x/a:80")]),
]);

describe("the Markdown report", () => {
  it("begins with the summary", () => {
    assert.match(
      markdownOfScenario(failing),
      /^### guestbook: fail — 4 cells in 2 steps: 3 pass, 1 fail; 2\.1 s\n/,
    );
  });

  it("puts findings before everything but the summary", () => {
    const found = report(failing.steps, { findings: ["the cluster enforces nothing"] });
    assert.match(markdownOfScenario(found), /2\.1 s\n\n> \*\*the cluster enforces nothing\*\*\n/);
  });

  it("says in its header what the world of the scenario lacks", () => {
    const noted = report(failing.steps, { notes: ["Deployment x/win is left out: it runs on <Windows>"] });
    assert.match(
      markdownOfScenario(noted),
      /\n\nNote: Deployment x\/win is left out: it runs on &#60;Windows>\.\n\n/,
    );
  });

  it("folds the steps that passed and shows those that did not", () => {
    const text = markdownOfScenario(failing);
    assert.match(text, /<details>\n\n<summary>1\. open: pass \(2 pass\)<\/summary>\n\n/);
    assert.match(text, /\n#### 2\. closed: fail \(1 pass, 1 fail\)\n/);
    assert.equal(text.match(/<details>/g)?.length, text.match(/<\/details>/g)?.length);
  });

  it("has a table of sources and targets for each step", () => {
    const rows = markdownOfScenario(failing)
      .split("\n")
      .filter((line) => line.startsWith("| x/"));
    assert.deepEqual(rows, ["| x/a | - | . |", "| x/b | . | - |", "| x/a | - | **.!** |", "| x/b | X | - |"]);
  });

  it("lists mismatches with suspicion, policies and flows", () => {
    const text = markdownOfScenario(failing);
    assert.match(text, /- \*\*fail × 1\*\* expected deny, observed reachable: the cluster does not do/);
    assert.match(text, /x\/deny-all selects the target/);
    assert.match(text, /\n {2}x\/a -> x\/b:80 {2}reachable in 0\.4 ms\n/);
  });

  it("lists no more than people read", () => {
    const cells = flowsBetween(["x/a", "x/b", "x/c", "x/d", "x/e", "x/f"]).map((flow, index) =>
      unmeasured(flow, `cause ${index}`),
    );
    const text = markdownOfScenario(report([step("s", cells)]));
    assert.equal(text.match(/^- \*\*unknown/gm)?.length, 20);
    assert.match(text, /- and 10 more \(see `--report json=FILE`\)/);
  });

  it("has no matrix for a step of which nothing was measured", () => {
    const text = markdownOfScenario(report([step("s", [unmeasured("x/a -> x/b:80", "interrupted")])]));
    assert.doesNotMatch(text, /from|Marks/);
  });

  it("cannot be broken by names", () => {
    const nasty = report([step("a | <script>\n# b", [cell("x/a -> x/b:80")])], { scenario: "`*_[" });
    const text = markdownOfScenario(nasty);
    assert.doesNotMatch(text, /<script>|\n# b|`\*/);
  });

  it("leaves the matrices out rather than be too long for the page", () => {
    const pods = Array.from({ length: 20 }, (_, index) => `x/p${index}-${"long".repeat(40)}`);
    const one = step(
      "s",
      flowsBetween(pods, ["80"]).map((flow) => leak(flow)),
    );
    const whole = markdownOfScenario(report([one]));
    const enough = 2 * Math.ceil(MOST_BYTES / Buffer.byteLength(whole));
    assert.doesNotMatch(whole, /The matrix is left out/);
    const text = markdownOfScenario(report(Array.from({ length: enough }, () => one)));
    assert.ok(Buffer.byteLength(text) <= MOST_BYTES);
    assert.match(text, /The matrix is left out/);
  });
});
