import { isFailure, type Report } from "../../src/model/index.ts";
import { reportBrief } from "../../src/report/words/brief.ts";
import type { ItemOutcome } from "../../src/suite/index.ts";

/** What one run of a suite came to. */
export interface Findings {
  readonly scenarios: number;
  readonly failed: number;
  /** Not measured, or not run. */
  readonly unknown: number;
  /** The scenario that failed after the fewest probes. */
  readonly cheapest?: Found;
}

export interface Found {
  readonly id: string;
  readonly rounds: number;
  /** Cells, each counted in every round. */
  readonly probes: number;
  readonly sentence: string;
}

/** What was looked at: of those that were not run nothing, and of those that a cluster lacks something for, neither. */
export function findingsOf(outcomes: readonly ItemOutcome[]): Findings {
  const reports = outcomes.flatMap((outcome) =>
    "report" in outcome ? [{ id: outcome.item.id, report: outcome.report }] : [],
  );
  const failed = reports.filter(({ report }) => isFailure(report.verdict));
  const [first] = failed.toSorted((a, b) => probesOf(a.report) - probesOf(b.report));
  const unmeasured = reports.filter(({ report }) => report.verdict === "unknown").length;
  return {
    scenarios: outcomes.length,
    failed: failed.length,
    unknown: unmeasured + outcomes.length - reports.length,
    ...(first === undefined ? {} : { cheapest: foundBy(first.id, first.report) }),
  };
}

function foundBy(id: string, report: Report): Found {
  return { id, rounds: roundsOf(report), probes: probesOf(report), sentence: reportBrief(report) };
}

function probesOf({ steps }: Report): number {
  return steps.reduce((sum, { rounds, cells }) => sum + rounds * cells.length, 0);
}

/** How many rounds the declared steps took, all together. */
export function roundsOf({ steps }: Report): number {
  return steps.reduce((sum, { rounds }) => sum + rounds, 0);
}
