import assert from "node:assert/strict";
import type { Problem } from "../../src/yaml/problem.ts";
import { problemAt } from "../../src/yaml/problem-at.ts";
import { renderProblems } from "../../src/yaml/render-problems.ts";

const problem: Problem = {
  file: "a.yaml",
  line: 3,
  column: 4,
  message: "unknown pod",
  sourceLine: "\t- x/a",
};

describe("renderProblems", () => {
  it("shows place, message, source line, caret and hint", () => {
    const text = renderProblems([{ ...problem, hint: "write a list:\nfrom:\n  - x" }]);
    assert.equal(
      text,
      "a.yaml:3:4 unknown pod\n  \t- x/a\n  \t  ^\n  hint: write a list:\n    from:\n      - x\n",
    );
  });

  it("puts a blank line between problems", () => {
    assert.equal(
      renderProblems([problem, { ...problem, line: 9 }]),
      "a.yaml:3:4 unknown pod\n  \t- x/a\n  \t  ^\n\na.yaml:9:4 unknown pod\n  \t- x/a\n  \t  ^\n",
    );
  });

  it("lets no control character of the file reach the terminal", () => {
    const text = renderProblems([{ ...problem, sourceLine: "- \u001b[31mx" }]);
    assert.ok(!text.includes("\u001b"));
  });

  it("cuts a long line around the place, with the caret below it", () => {
    const line = `${"a".repeat(30_000)}!${"b".repeat(30_000)}`;
    const [, shown = "", caret = ""] = renderProblems([
      problemAt({ file: "a.yaml", text: line }, 30_000, "unknown pod"),
    ]).split("\n");
    assert.ok(shown.length < 200, `${shown.length} characters`);
    assert.equal(shown[caret.indexOf("^")], "!");
    assert.match(shown, /^ {2}…a+!b+…$/);
  });

  it("cuts long messages and hints", () => {
    const long = "x".repeat(100_000);
    assert.ok(renderProblems([{ ...problem, message: long, hint: long }]).length < 2_500);
  });

  it("shows so many problems, and how many more there are", () => {
    const text = renderProblems(Array.from({ length: 5_000 }, (_, line) => ({ ...problem, line })));
    assert.equal(text.split("unknown pod").length - 1, 50);
    assert.ok(text.endsWith("\n\nand 4950 more\n"));
  });

  it("shows no line where there is none to be shown", () => {
    const { sourceLine, ...without } = problem;
    assert.equal(renderProblems([without]), "a.yaml:3:4 unknown pod\n");
  });
});
