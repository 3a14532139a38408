/**
 * Compares a run of cyclonus with one of ours, cell by cell.
 * usage: node --import tsx scripts/compare-cyclonus/main.ts CYCLONUS_OUTPUT REPORT.json…
 */
import { readFileSync } from "node:fs";
import { JSON_SUITE_SCHEMA, type JsonReport, type JsonSuite } from "../../src/report/index.ts";
import { type Comparison, compareCells, type Difference } from "./compare-cells.ts";
import { parsePeerOutput } from "./peer-output.ts";

const [peerFile, ...reportFiles] = process.argv.slice(2);
if (peerFile === undefined || reportFiles.length === 0)
  throw new Error("usage: main.ts CYCLONUS_OUTPUT REPORT.json…");
const comparison = compareCells(
  parsePeerOutput(readFileSync(peerFile, "utf8")),
  reportFiles.flatMap(readReports),
);
print(comparison);
if (comparison.differences.some(({ asExpected }) => !asExpected)) process.exitCode = 1;

/** The report of a scenario, or those in the report of a suite. */
function readReports(file: string): readonly JsonReport[] {
  const read: JsonReport | JsonSuite = JSON.parse(readFileSync(file, "utf8"));
  return read.schema === JSON_SUITE_SCHEMA ? read.reports : [read];
}

function print({ cases, differences, missing }: Comparison): void {
  for (const { number, id, title, cells } of cases) {
    const wrong = differences.filter((difference) => difference.id === id).length;
    console.log(`#${number}`.padEnd(5), id.padEnd(9), `${cells} cells, ${wrong} different`.padEnd(28), title);
  }
  const [explained, open] = [true, false].map((kind) =>
    differences.filter(({ asExpected }) => asExpected === kind),
  );
  printDifferences(
    "different, and each as its own tool expected: pods have other addresses in each run",
    explained,
  );
  printDifferences("different", open);
  for (const sentence of missing) console.log("not compared:", sentence);
  const cells = cases.reduce((sum, one) => sum + one.cells, 0);
  console.log(
    `${cases.length} cases, ${cells} cells compared: ${open?.length ?? 0} differ, ${explained?.length ?? 0} by addresses`,
  );
}

function printDifferences(title: string, differences: readonly Difference[] = []): void {
  if (differences.length > 0) console.log(`\n${title}:`);
  for (const { id, step, cell, peer, ours } of differences)
    console.log(`  ${id} step ${step}: ${cell}: cyclonus ${peer}, netverdict ${ours}`);
}
