import assert from "node:assert/strict";
import { inOrder, type Problem } from "../../src/yaml/problem.ts";

const problem: Problem = { file: "a.yaml", line: 3, column: 4, message: "unknown pod" };

describe("inOrder", () => {
  it("sorts by file, line and column, and keeps what was found twice once", () => {
    const later = { ...problem, line: 10 };
    const right = { ...problem, column: 5 };
    const other = { ...problem, file: "b.yaml", line: 1 };
    assert.deepEqual(inOrder([other, later, right, problem, { ...problem }]), [problem, right, later, other]);
  });
});
