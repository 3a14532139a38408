import { needsAttention, WORST_FIRST } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { reportBrief } from "../words/brief.ts";
import { groupBy } from "../words/group-by.ts";
import type { Word } from "../words/tally.ts";
import { type ScenarioResult, type SuiteReport, type SuiteResult, wordOf } from "./suite-report.ts";

/** A scenario that is no pass, and why, in a sentence. Those that were skipped are summed up by reason instead. */
export interface SuiteRow {
  readonly id: string;
  readonly word: Word;
  readonly why: string;
}

/** Those of which a report shows every detail, as far as there is room, the worst first. */
const DETAILED: readonly Word[] = WORST_FIRST.filter(needsAttention);

const LISTED: readonly Word[] = [...DETAILED, "not run", "known-deviation", "xfail"];

/** So many rows with one reason are not too many. */
const FEW = 3;

/** Scenarios that were not run for the same reason are one row if they are many. */
export function suiteRows({ results }: SuiteReport): readonly SuiteRow[] {
  const groups = groupBy(byWord(results, LISTED), (result) =>
    "report" in result ? `${wordOf(result)} ${result.id}` : `not run ${result.reason}`,
  );
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined || same.length <= FEW) return same.map(rowOf);
    return [{ ...rowOf(first), id: `${oneLine(first.id)} and ${same.length - 1} more` }];
  });
}

function rowOf(result: SuiteResult): SuiteRow {
  return { id: oneLine(result.id), word: wordOf(result), why: whyOf(result) };
}

/** The scenarios that did not pass as they should have, the worst first. */
export function detailed({ results }: SuiteReport): readonly ScenarioResult[] {
  return byWord(results, DETAILED).filter((result) => "report" in result);
}

function byWord(results: readonly SuiteResult[], words: readonly Word[]): readonly SuiteResult[] {
  return words.flatMap((word) => results.filter((result) => wordOf(result) === word));
}

function whyOf(result: SuiteResult): string {
  return "report" in result ? reportBrief(result.report) : oneLine(result.reason);
}
