import { reportBrief } from "./brief.ts";
import { plain } from "./plain-text.ts";
import { type ScenarioResult, type SuiteReport, type SuiteResult, wordOf } from "./suite-report.ts";
import type { Word } from "./tally.ts";

/** A scenario that is no pass, and why, in a sentence. Those that were skipped are summed up by reason instead. */
export interface SuiteRow {
  readonly id: string;
  readonly word: Word;
  readonly why: string;
}

/** The worst first. */
const LISTED: readonly Word[] = ["fail", "flaky", "xpass", "unknown", "not run", "xfail"];

/** Those of which a report shows every detail, as far as there is room. */
const DETAILED: readonly Word[] = ["fail", "flaky", "xpass", "unknown"];

export function suiteRows({ results }: SuiteReport): readonly SuiteRow[] {
  return byWord(results, LISTED).map((result) => ({
    id: plain(result.id),
    word: wordOf(result),
    why: whyOf(result),
  }));
}

/** The scenarios that did not pass as they should have, the worst first. */
export function detailed({ results }: SuiteReport): readonly ScenarioResult[] {
  return byWord(results, DETAILED).filter((result) => "report" in result);
}

function byWord(results: readonly SuiteResult[], words: readonly Word[]): readonly SuiteResult[] {
  return words.flatMap((word) => results.filter((result) => wordOf(result) === word));
}

function whyOf(result: SuiteResult): string {
  return "report" in result ? reportBrief(result.report) : plain(result.reason);
}
