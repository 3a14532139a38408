import { type Report, VERDICTS, type Verdict } from "../../model/index.ts";
import { groupBy } from "../words/group-by.ts";
import type { Word } from "../words/tally.ts";
import { type Agreement, agreementOf } from "./agreement.ts";
import {
  reportsOf,
  type ScenarioResult,
  type SuiteReport,
  type SuiteResult,
  wordOf,
} from "./suite-report.ts";

/** A suite in numbers. What is 0 is absent. */
export interface SuiteSummary extends Counts {
  readonly tags: readonly TagSummary[];
  /** Why scenarios were skipped, the most frequent reason first. */
  readonly skips: readonly Skip[];
  readonly agreement: Agreement;
  readonly amount: Amount;
  /** The longest first. */
  readonly slowest: readonly { readonly id: string; readonly durationMs: number }[];
}

/** All that there was to measure, also in scenarios that were skipped. */
interface Amount {
  readonly cells: number;
  readonly refusals: number;
}

/** How many scenarios, and how many cells and refusals of them, came to what. */
interface Counts {
  readonly scenarios: Readonly<Partial<Record<Word, number>>>;
  readonly cells: Readonly<Partial<Record<Verdict, number>>>;
}

export interface TagSummary extends Counts {
  readonly tag: string;
}

export interface Skip {
  readonly reason: string;
  readonly ids: readonly string[];
}

const MOST_SLOW = 5;

export function summarise(suite: SuiteReport): SuiteSummary {
  const steps = reportsOf(suite).flatMap((report) => report.steps);
  const cells = steps.flatMap((step) => step.cells);
  return {
    ...countsOf(suite.results),
    tags: tagsOf(suite.results),
    skips: skipsOf(suite.results),
    agreement: agreementOf(cells),
    amount: { cells: cells.length, refusals: steps.flatMap(({ refusals }) => refusals).length },
    slowest: slowestOf(suite.results.filter((result) => "report" in result)),
  };
}

function countsOf(results: readonly SuiteResult[]): Counts {
  const scenarios: Partial<Record<Word, number>> = {};
  const cells: Partial<Record<Verdict, number>> = {};
  for (const result of results) {
    const word = wordOf(result);
    scenarios[word] = (scenarios[word] ?? 0) + 1;
    if ("report" in result) addTotals(cells, result.report);
  }
  return { scenarios, cells };
}

function addTotals(cells: Partial<Record<Verdict, number>>, { totals }: Report): void {
  for (const verdict of VERDICTS) {
    if (totals[verdict] > 0) cells[verdict] = (cells[verdict] ?? 0) + totals[verdict];
  }
}

function tagsOf(results: readonly SuiteResult[]): readonly TagSummary[] {
  const tagged = results.flatMap((result) => {
    const { tags } = "report" in result ? result.report : result;
    return tags.map((tag) => ({ tag, result }));
  });
  return [...groupBy(tagged, ({ tag }) => tag)]
    .map(([tag, same]) => ({ tag, ...countsOf(same.map(({ result }) => result)) }))
    .sort((a, b) => (a.tag < b.tag ? -1 : 1));
}

function skipsOf(results: readonly SuiteResult[]): readonly Skip[] {
  const skipped = results.flatMap((result) =>
    "report" in result && result.report.verdict === "skipped"
      ? [{ id: result.id, reason: result.report.skipped.join("; ") }]
      : [],
  );
  return [...groupBy(skipped, ({ reason }) => reason)]
    .map(([reason, same]) => ({ reason, ids: same.map(({ id }) => id) }))
    .sort((a, b) => b.ids.length - a.ids.length);
}

function slowestOf(results: readonly ScenarioResult[]): SuiteSummary["slowest"] {
  return results
    .filter(({ report }) => report.verdict !== "skipped")
    .map(({ id, report }) => ({ id, durationMs: report.durationMs }))
    .sort((a, b) => b.durationMs - a.durationMs)
    .slice(0, MOST_SLOW);
}
