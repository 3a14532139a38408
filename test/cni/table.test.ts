import assert from "node:assert/strict";
import { deviationRows } from "../../scripts/cni/deviation-rows.ts";
import { type ClusterRuns, suiteRows } from "../../scripts/cni/suite-rows.ts";
import type { JsonSuite } from "../../src/report/index.ts";
import { rendered } from "../report/rendered.ts";
import { cell, denied, leak, report, step, unmeasured } from "../report/report-builder.ts";
import { result, suite } from "../report/suite-builder.ts";

const KNOWN = {
  plugin: "toy 1",
  where: "toy.yaml:4",
  observed: ["reachable"],
  why: "it forgets",
  evidence: "../proofs.md#it-forgets",
  isExpected: true,
} as const;

const leaking = leak("x/a -> x/b:80", { verdict: "known-deviation", deviation: KNOWN });
const json: JsonSuite = JSON.parse(
  rendered(
    "json",
    suite([
      result("good", report([step("one", [cell("x/a -> x/b:80"), denied("x/b -> x/a:80")])])),
      result(
        "known",
        report([step("one", [leaking]), step("two", [leaking])], { verdict: "known-deviation" }),
      ),
      result("unsure", report([step("one", [unmeasured("x/a -> x/b:80", "lost")])], { verdict: "unknown" })),
      result("bad", report([step("one", [leak("x/a -> x/b:80")])], { verdict: "fail" })),
    ]),
  ),
);
const RUNS: readonly ClusterRuns[] = [{ name: "toy", suites: [{ suite: "recipes", report: json }] }];

describe("the table of suites on clusters", () => {
  it("has a line for each suite, with cells and scenarios of each kind", () => {
    const [heads, , row, ...more] = suiteRows(RUNS);
    assert.match(heads ?? "", /^\| cluster \| suite \| scenarios \| cells \| known deviations \|/);
    assert.match(
      row ?? "",
      /^\| toy \| recipes \| 4 \| 6 \| 2 in 1 scenario \| 1 in 1 scenario \| 1 in 1 scenario \| 0 \| \d/,
    );
    assert.deepEqual(more, []);
  });

  it("links each known deviation to its proof, once", () => {
    assert.deepEqual(deviationRows(RUNS, "../scenarios/known-deviations").slice(2), [
      "| toy | `recipes/known` | 2 | [it forgets](../scenarios/proofs.md#it-forgets) |",
    ]);
  });
});
