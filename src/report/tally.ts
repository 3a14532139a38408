import { type CellVerdict, type Report, VERDICTS, type Verdict } from "../model/index.ts";
import { duration } from "./duration.ts";
import { plain } from "./plain-text.ts";

/** `36 cells in 3 steps`, `1 cell in 1 step`. */
function size({ steps }: Report): string {
  const cells = steps.reduce((sum, step) => sum + step.cells.length, 0);
  return `${counted(cells, "cell")} in ${counted(steps.length, "step")}`;
}

/** The whole run in a line: `guestbook: pass — 36 cells in 3 steps: 36 pass; 2.1 s`. */
export function summaryLine(report: Report): string {
  const totals = joinTotals(report.totals);
  const cells = totals === "" ? size(report) : `${size(report)}: ${totals}`;
  return `${plain(report.scenario)}: ${report.verdict} — ${cells}; ${duration(report.durationMs)}`;
}

/** The verdicts of some cells, counted: `34 pass, 2 fail`; empty for no cells. */
export function tally(cells: readonly CellVerdict[]): string {
  const counts = new Map<Verdict, number>();
  for (const { verdict } of cells) counts.set(verdict, (counts.get(verdict) ?? 0) + 1);
  return joinTotals(Object.fromEntries(counts));
}

/** `1 cell`, `2 cells`. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

function joinTotals(totals: Readonly<Partial<Record<Verdict, number>>>): string {
  return VERDICTS.flatMap((verdict) => {
    const count = totals[verdict] ?? 0;
    return count === 0 ? [] : [`${count} ${verdict}`];
  }).join(", ");
}
