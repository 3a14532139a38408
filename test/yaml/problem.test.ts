import assert from "node:assert/strict";
import { inOrder, type Problem, renderProblems } from "../../src/yaml/problem.ts";

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
});

describe("inOrder", () => {
  it("sorts by file, line and column, and keeps what was found twice once", () => {
    const later = { ...problem, line: 10 };
    const right = { ...problem, column: 5 };
    const other = { ...problem, file: "b.yaml", line: 1 };
    assert.deepEqual(inOrder([other, later, right, problem, { ...problem }]), [problem, right, later, other]);
  });
});
