import { duration, type JsonSuite } from "../../src/report/index.ts";

/** The suites that were run on a cluster. */
export interface ClusterRuns {
  readonly name: string;
  readonly suites: readonly SuiteRun[];
}

interface SuiteRun {
  readonly suite: string;
  readonly report: Pick<JsonSuite, "durationMs" | "summary" | "reports">;
}

const HEADS = [
  "cluster",
  "suite",
  "scenarios",
  "cells",
  "known deviations",
  "failed",
  "unknown",
  "skipped",
  "time",
];

/** A Markdown table: a line for each suite of each cluster. Cells are those that were measured. */
export function suiteRows(clusters: readonly ClusterRuns[]): readonly string[] {
  const rows = clusters.flatMap(({ name, suites }) => suites.map((run) => [name, ...suiteRow(run)]));
  return [HEADS, HEADS.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`);
}

function suiteRow({ suite, report: { summary, durationMs, reports } }: SuiteRun): readonly string[] {
  const { scenarios, cells } = summary;
  const count = (of: Readonly<Record<string, number | undefined>>, ...words: readonly string[]) =>
    words.reduce((sum, word) => sum + (of[word] ?? 0), 0);
  const measured = summary.amount.cells + summary.amount.refusals - count(cells, "skipped");
  const failures = ["fail", "flaky", "xpass"];
  return [
    suite,
    `${reports.length}`,
    `${measured}`,
    amount(count(scenarios, "known-deviation"), count(cells, "known-deviation")),
    amount(count(scenarios, ...failures), count(cells, ...failures)),
    amount(count(scenarios, "unknown", "not run"), count(cells, "unknown")),
    `${count(scenarios, "skipped")}`,
    duration(durationMs),
  ];
}

/** `3 in 1 scenario`: cells, and of how many scenarios that is the verdict. */
function amount(scenarios: number, cells: number): string {
  if (scenarios === 0 && cells === 0) return "0";
  return `${cells} in ${scenarios} ${scenarios === 1 ? "scenario" : "scenarios"}`;
}
