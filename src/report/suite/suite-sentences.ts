import { fewNames } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { clusterName } from "../words/cluster-sentence.ts";
import { duration } from "../words/duration.ts";
import { amountText, counted, totalsText } from "../words/tally.ts";
import { reportsOf, type SuiteReport } from "./suite-report.ts";
import type { Skip, SuiteSummary } from "./suite-summary.ts";

/** `scenarios/upstream: 14 scenarios: 12 pass, 2 fail — 340 cells: 335 pass, 5 fail; 2 min 3 s`. */
export function suiteLine(suite: SuiteReport, { scenarios, cells, amount }: SuiteSummary): string {
  const size = `${counted(suite.results.length, "scenario")}: ${totalsText(scenarios)}`;
  const totals = totalsText(cells);
  const measured = totals === "" ? "no cells" : `${amountText(amount.cells, amount.refusals)}: ${totals}`;
  return `${oneLine(suite.name)}: ${size} — ${measured}; ${duration(suite.durationMs)}`;
}

/** On which cluster the suite ran; undefined if nothing was run. */
export function suiteCluster(
  suite: SuiteReport,
): { readonly name: string; readonly note?: string } | undefined {
  const [first] = reportsOf(suite);
  if (first === undefined) return undefined;
  const note = reportsOf(suite).find(({ cluster }) => cluster.note !== undefined)?.cluster.note;
  return { name: clusterName(first.cluster), ...(note === undefined ? {} : { note: oneLine(note) }) };
}

/** `predicted = observed in 335 of 340 cells`; none if there is nothing to compare. */
export function agreementSentences({ agreement: { agreed, compared } }: SuiteSummary): readonly string[] {
  return compared === 0 ? [] : [`predicted = observed in ${agreed} of ${counted(compared, "cell")}`];
}

/** `slowest: a 12 s, b 3.1 s`; none if nothing was run. */
export function slowestSentences({ slowest }: SuiteSummary): readonly string[] {
  const named = slowest.map(({ id, durationMs }) => `${oneLine(id)} ${duration(durationMs)}`);
  return named.length === 0 ? [] : [`slowest: ${named.join(", ")}`];
}

/** `13 skipped: needs 2 nodes (a, b, c and 10 more)`. */
export function skipSentence({ reason, ids }: Skip): string {
  return `${ids.length} skipped: ${oneLine(reason)} (${fewNames(ids.map(oneLine))})`;
}
