import assert from "node:assert/strict";
import { parsePeerOutput } from "../../scripts/compare-cyclonus/peer-output.ts";

const TABLE = `+--------+-----+-----+
| TCP/80 | X/A | X/B |
| UDP/53 |     |     |
+--------+-----+-----+
| x/a    | . . | X . |
+--------+-----+-----+
| x/b    | . X | . . |
+--------+-----+-----+
`;

const ONE_PORT = `+-----+-----+-----+
|     | X/A | X/B |
+-----+-----+-----+
| x/a | .   | X   |
+-----+-----+-----+
`;

const OUTPUT = `test #1: first
 - tags: action
testing 112 cases
starting test case #1
evaluating test case: first
step 1 on all available ports/protocols:
Results for network policies:
Network policy:
metadata:
  name: one

Network policy:
metadata:
  name: two

Discrepancy found:1 wrong, 2 ignored, 1 correct
Expected combined:
${TABLE}
kube results, try 0:
${TABLE.replaceAll("X ", ". ")}
kube results, try 1:
${TABLE}
Actual vs expected (last round):
step 2 on port serve-81-tcp, protocol TCP:
Results for network policies:
no network policies
0 wrong, 2 ignored, 2 correct
Expected combined:
${ONE_PORT}
kube results, try 0:
${ONE_PORT}
finished policy #1
starting test case #2
evaluating test case: second
`;

describe("cyclonus' output", () => {
  const { planned, cases } = parsePeerOutput(OUTPUT);
  const [first] = cases;

  it("says how many cases there are, and holds those that were finished", () => {
    assert.equal(planned, 112);
    assert.deepEqual(
      cases.map(({ number, title }) => [number, title]),
      [[1, "first"]],
    );
  });

  it("has a mark for each pair and port, and the last try counts", () => {
    assert.deepEqual(
      [...(first?.steps[0]?.actual ?? [])],
      [
        ["x/a -> x/a:80", "."],
        ["x/a -> x/a:53/UDP", "."],
        ["x/a -> x/b:80", "X"],
        ["x/a -> x/b:53/UDP", "."],
        ["x/b -> x/a:80", "."],
        ["x/b -> x/a:53/UDP", "X"],
        ["x/b -> x/b:80", "."],
        ["x/b -> x/b:53/UDP", "."],
      ],
    );
  });

  it("names the port of a table that has only one above it", () => {
    assert.deepEqual(
      [...(first?.steps[1]?.expected ?? [])],
      [
        ["x/a -> x/a:81", "."],
        ["x/a -> x/b:81", "X"],
      ],
    );
  });

  it("shows the policies of each step", () => {
    assert.deepEqual(
      first?.steps.map(({ policies }) => policies),
      [["metadata:\n  name: one", "metadata:\n  name: two"], []],
    );
  });
});
