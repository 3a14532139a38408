import type { PodRef, Report, StepVerdict } from "../model/index.ts";
import { clusterSentence } from "./cluster-sentence.ts";
import { groupFlows } from "./group-flows.ts";
import { isMeasured } from "./is-measured.ts";
import { legend } from "./mark.ts";
import { escapeMarkdown } from "./markdown-escape.ts";
import { type Matrix, type MatrixTarget, marks, portOrder, shownMatrix } from "./matrix.ts";
import { type MismatchGroup, mismatchGroups } from "./mismatch.ts";
import { summaryLine, tally } from "./tally.ts";

/** GitHub drops a step summary above 1 MiB; a comment on a pull request holds less, but is for small scenarios anyway. */
const MOST_BYTES = 1_000_000;

/** Groups of mismatches listed for a step, and lines for each. */
const MOST_LISTED = 20;

/**
 * A report for `$GITHUB_STEP_SUMMARY` and pull requests: what is wrong, then a table for each step, folded where it
 * passed. Without the tables if the text would be too long for the page with them.
 */
export function renderMarkdown(report: Report): string {
  const whole = document(report, report.steps.map(matrixTable));
  if (Buffer.byteLength(whole) <= MOST_BYTES) return whole;
  return document(
    report,
    report.steps.map(() => ["The matrix is left out, since the report would be too long for this page."]),
  );
}

function document(report: Report, tables: readonly (readonly string[])[]): string {
  const { cluster, findings, steps } = report;
  const blocks = [
    `### ${escapeMarkdown(summaryLine(report))}`,
    ...findings.map((finding) => `> **${escapeMarkdown(finding)}**`),
    `On ${escapeMarkdown(clusterSentence(cluster))}.${cluster.note === undefined ? "" : ` Note: ${escapeMarkdown(cluster.note)}.`}`,
    ...steps.flatMap((step, index) => stepBlocks(step, index + 1, tables[index] ?? [])),
    ...marksBlock(steps.filter(isMeasured)),
  ];
  return `${blocks.join("\n\n")}\n`;
}

function marksBlock(measured: readonly StepVerdict[]): readonly string[] {
  if (measured.length === 0) return [];
  return [`Marks: ${escapeMarkdown(legend(measured.flatMap(({ cells }) => cells)))}`];
}

function stepBlocks(step: StepVerdict, number: number, table: readonly string[]): readonly string[] {
  const title = `${number}. ${escapeMarkdown(step.name)}: ${step.verdict} (${tally(step.cells) || "no cells"})`;
  if (step.verdict === "pass") return ["<details>", `<summary>${title}</summary>`, ...table, "</details>"];
  return [`#### ${title}`, ...mismatches(step), ...table];
}

function mismatches(step: StepVerdict): readonly string[] {
  const groups = mismatchGroups(step);
  const items = groups.slice(0, MOST_LISTED).map((group) => mismatchItem(group, step));
  const hidden = groups.length - items.length;
  return [
    [...items, ...(hidden > 0 ? [`- and ${hidden} more (see \`--report json=FILE\`)`] : [])].join("\n"),
  ];
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
  const what = `- **${verdict} × ${cells.length}** ${escapeMarkdown(summary)}`;
  return [what, ...lines.map((line) => `  ${escapeMarkdown(line)}`)].join("<br>\n");
}

function matrixTable({ cells }: StepVerdict): readonly string[] {
  if (!isMeasured({ cells })) return [];
  const { matrix, note } = shownMatrix(cells);
  const notes = [note, portOrder(matrix)].filter((line) => line !== undefined).map(escapeMarkdown);
  if (matrix.sources.length === 0) return notes;
  const rows = [
    [escapeMarkdown("from \\ to"), ...matrix.targets.map((target) => head(matrix, target))],
    ["---", ...matrix.targets.map(() => ":-:")],
    ...matrix.sources.map((source) => [
      source,
      ...matrix.targets.map((target) => entry(matrix, source, target)),
    ]),
  ];
  return [...notes, rows.map((row) => `| ${row.join(" | ")} |`).join("\n")];
}

function head({ commonPorts }: Matrix, { ref, ports }: MatrixTarget): string {
  return commonPorts === undefined ? `${ref}<br>${ports.join(" ")}` : ref;
}

function entry(matrix: Matrix, source: PodRef, target: MatrixTarget): string {
  return marks(matrix, source, target)
    .map(({ text }) => (text.length > 1 ? `**${escapeMarkdown(text)}**` : text))
    .join(" ");
}
