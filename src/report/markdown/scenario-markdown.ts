import type { ClusterFacts, RefusalVerdict, Report, StepVerdict } from "../../model/index.ts";
import { forMarkdown } from "../../safe-text/index.ts";
import { legend } from "../matrix/mark.ts";
import { clusterSentence } from "../words/cluster-sentence.ts";
import { groupFlows } from "../words/group-flows.ts";
import { isMeasured } from "../words/is-measured.ts";
import { knownSentences } from "../words/known-deviations.ts";
import { type MismatchGroup, mismatchGroups } from "../words/mismatch.ts";
import { refusalText } from "../words/refusals.ts";
import { stepTally, summaryLine } from "../words/tally.ts";
import { matrixTables } from "./markdown-table.ts";

/** GitHub drops a step summary above 1 MiB; a comment on a pull request holds less, but is for small scenarios anyway. */
export const MOST_BYTES = 1_000_000;

/** Groups of mismatches listed for a step, and lines for each. */
const MOST_LISTED = 20;

/**
 * A report for `$GITHUB_STEP_SUMMARY` and pull requests: what is wrong, then a table for each step, folded where it
 * passed. Without the tables if the text would be too long for the page with them.
 */
export function markdownOfScenario(report: Report): string {
  const whole = document(report, report.steps.map(matrixTables));
  if (Buffer.byteLength(whole) <= MOST_BYTES) return whole;
  return document(
    report,
    report.steps.map(() => ["The matrix is left out, since the report would be too long for this page."]),
  );
}

function document(report: Report, tables: readonly (readonly string[])[]): string {
  const { cluster, findings, steps, skipped, notes = [] } = report;
  const blocks = [
    `### ${forMarkdown(summaryLine(report))}`,
    ...findings.map((finding) => `> **${forMarkdown(finding)}**`),
    clusterParagraph(cluster),
    ...notes.map((note) => `Note: ${forMarkdown(note)}.`),
    ...skipped.map((reason) => `Skipped: ${forMarkdown(reason)}`),
    ...(skipped.length > 0
      ? []
      : steps.flatMap((step, index) => stepBlocks(step, index + 1, tables[index] ?? []))),
    ...knownSentences([report]).map(forMarkdown),
    ...marksBlock(steps.filter(isMeasured)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

/** On which cluster it ran, and what to bear in mind about it. */
function clusterParagraph(cluster: ClusterFacts): string {
  const note = cluster.note === undefined ? "" : ` Note: ${forMarkdown(cluster.note)}.`;
  return `On ${forMarkdown(clusterSentence(cluster))}.${note}`;
}

function marksBlock(measured: readonly StepVerdict[]): readonly string[] {
  if (measured.length === 0) return [];
  return [`Marks: ${forMarkdown(legend(measured.flatMap(({ cells }) => cells)))}`];
}

export function stepBlocks(step: StepVerdict, number: number, table: readonly string[]): readonly string[] {
  const title = `${number}. ${forMarkdown(step.name)}: ${step.verdict} (${stepTally(step) || "no cells"})`;
  if (step.verdict === "pass") return ["<details>", `<summary>${title}</summary>`, ...table, "</details>"];
  return [`#### ${title}`, ...excuse(step), ...mismatches(step), ...table];
}

function excuse({ xfail }: StepVerdict): readonly string[] {
  return xfail === undefined ? [] : [`Expected to fail: ${forMarkdown(xfail)}`];
}

function mismatches(step: StepVerdict): readonly string[] {
  const all = [
    ...step.refusals.filter(({ verdict }) => verdict !== "pass").map(refusalItem),
    ...mismatchGroups(step).map((group) => mismatchItem(group, step)),
  ];
  const items = all.slice(0, MOST_LISTED);
  const hidden = all.length - items.length;
  if (items.length === 0) return [];
  return [
    [...items, ...(hidden > 0 ? [`- and ${hidden} more (see \`--report json=FILE\`)`] : [])].join("\n"),
  ];
}

function refusalItem(refusal: RefusalVerdict): string {
  return `- **${refusal.verdict}** ${forMarkdown(refusalText(refusal))}`;
}

function mismatchItem(group: MismatchGroup, step: StepVerdict): string {
  const { verdict, cells, summary, policies } = group;
  const flows = groupFlows(group, step);
  const hidden = flows.length - MOST_LISTED;
  const lines = [
    ...(policies === undefined ? [] : [policies]),
    ...flows.slice(0, MOST_LISTED),
    ...(hidden > 0 ? [`and ${hidden} more`] : []),
  ];
  const what = `- **${verdict} × ${cells.length}** ${forMarkdown(summary)}`;
  return [what, ...lines.map((line) => `  ${forMarkdown(line)}`)].join("<br>\n");
}
