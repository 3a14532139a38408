import { type Report, type StepVerdict, VERDICTS, type Verdict } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { duration } from "./duration.ts";
import { scenarioTitle } from "./scenario-title.ts";

/** What became of a scenario of a suite; `not run` where there is no report at all. */
export type Word = Verdict | "not run";

const WORDS: readonly Word[] = [...VERDICTS, "not run"];

/** The whole run in a line: `guestbook: pass — 36 cells in 3 steps: 36 pass; 2.1 s`. */
export function summaryLine(report: Report): string {
  const totals = totalsText(report.totals);
  const size = sizeText(report.steps);
  const what = totals === "" ? size : `${size}: ${totals}`;
  return `${oneLine(scenarioTitle(report))}: ${report.verdict} — ${what}; ${duration(report.durationMs)}`;
}

/** `36 cells in 3 steps`, `1 cell and 2 refusals in 1 step`. */
function sizeText(steps: readonly StepVerdict[]): string {
  const cells = steps.reduce((sum, step) => sum + step.cells.length, 0);
  const refusals = steps.reduce((sum, step) => sum + step.refusals.length, 0);
  return `${amountText(cells, refusals)} in ${counted(steps.length, "step")}`;
}

/** `36 cells`, `36 cells and 1 refusal`. */
export function amountText(cells: number, refusals: number): string {
  if (refusals === 0) return counted(cells, "cell");
  return `${counted(cells, "cell")} and ${counted(refusals, "refusal")}`;
}

/** The verdicts of a step's cells and refusals, counted: `34 pass, 2 fail`; empty if it has none. */
export function stepTally({ cells, refusals }: Pick<StepVerdict, "cells" | "refusals">): string {
  return tally([...cells, ...refusals].map(({ verdict }) => verdict));
}

/** Counts words, in the order of `VERDICTS`: `34 pass, 2 fail`; empty for none. */
function tally(words: readonly Word[]): string {
  const counts = new Map<Word, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return totalsText(Object.fromEntries(counts));
}

/** `1 cell`, `2 cells`. */
export function counted(count: number, noun: string, plural = `${noun}s`): string {
  return `${count} ${count === 1 ? noun : plural}`;
}

/** `34 pass, 2 fail`: what is not 0. */
export function totalsText(totals: Readonly<Partial<Record<Word, number>>>): string {
  return WORDS.flatMap((word) => {
    const count = totals[word] ?? 0;
    return count === 0 ? [] : [`${count} ${word}`];
  }).join(", ");
}
