import assert from "node:assert/strict";
import { compareCells } from "../../scripts/compare-cyclonus/compare-cells.ts";
import type { Outcome, Verdict } from "../../src/model/index.ts";
import { type JsonReport, jsonReport } from "../../src/report/json/json-report.ts";

const CELL = "x/a -> x/b:80";

describe("a comparison with a run of cyclonus", () => {
  it("counts the cells that both measured, and leaves out a pod's flows to itself", () => {
    const { cases, differences, missing } = compare({ actual: ".", expected: ".", outcome: "reachable" });
    assert.deepEqual(
      cases.map(({ id, cells }) => [id, cells]),
      [["CY-T1", 1]],
    );
    assert.deepEqual([differences, missing], [[], []]);
  });

  it("names a cell that the two saw differently", () => {
    const { differences } = compare({ actual: ".", expected: "X", outcome: "timeout" });
    assert.deepEqual(differences, [
      { number: 1, id: "CY-T1", step: 1, cell: CELL, peer: ".", ours: "timeout", asExpected: false },
    ]);
  });

  it("says of a difference that each saw what its own tool expected", () => {
    const { differences } = compare({ actual: ".", expected: ".", outcome: "timeout" });
    assert.deepEqual(
      differences.map(({ asExpected }) => asExpected),
      [true],
    );
  });

  it("takes a probe that failed for no denial", () => {
    const { differences } = compare({
      actual: "X",
      expected: "X",
      outcome: "probe-failed",
      verdict: "unknown",
    });
    assert.deepEqual(
      differences.map(({ ours, asExpected }) => [ours, asExpected]),
      [["probe-failed", false]],
    );
  });

  it("says which cases have no report", () => {
    const peer = { planned: 112, cases: [{ number: 112, title: "last", steps: [] }] };
    assert.deepEqual(compareCells(peer, []).missing, ["CY-C16 (#112) has no report"]);
  });
});

function compare(seen: {
  readonly actual: string;
  readonly expected: string;
  readonly outcome: Outcome;
  readonly verdict?: Verdict;
}) {
  const table = (mark: string) =>
    new Map([
      ["x/a -> x/a:80", "X"],
      [CELL, mark],
    ]);
  const step = { policies: [], expected: table(seen.expected), actual: table(seen.actual) };
  const peer = { planned: 112, cases: [{ number: 1, title: "first", steps: [step] }] };
  return compareCells(peer, [report(seen.outcome, seen.verdict ?? "pass")]);
}

function report(outcome: Outcome, verdict: Verdict): JsonReport {
  const totals = {
    pass: 0,
    fail: 0,
    flaky: 0,
    unknown: 0,
    skipped: 0,
    "known-deviation": 0,
    xfail: 0,
    xpass: 0,
  };
  const cell = {
    flow: { source: "x/a", target: "x/b", port: 80, protocol: "TCP" },
    expected: "allow",
    observed: { outcome },
    verdict,
  } as const;
  return jsonReport({
    scenario: "CY-T1: a case",
    file: "targets.yaml",
    tags: [],
    parameters: {},
    skipped: [],
    cluster: { kind: "memory", name: "memory", nodes: [] },
    enforcement: "enforced",
    findings: [],
    steps: [{ name: "1", verdict, cells: [cell], refusals: [], rounds: 1, durationMs: 1 }],
    totals,
    verdict,
    startedAt: "",
    durationMs: 1,
  });
}
