import type { Report, StepVerdict } from "../model/index.ts";
import { clusterSentence } from "./cluster-sentence.ts";
import { flowLines } from "./flow-list.ts";
import { type Ink, ink } from "./ink.ts";
import { isMeasured } from "./is-measured.ts";
import { legend } from "./mark.ts";
import { mismatchGroups } from "./mismatch.ts";
import { plain } from "./plain-text.ts";
import { summaryLine, tally } from "./tally.ts";
import { renderStep } from "./terminal-step.ts";

/** `width` in columns; tables are split to fit it, sentences are left to the terminal. */
export interface TerminalOptions {
  readonly color: boolean;
  readonly width: number;
}

/**
 * A report for people. What is wrong comes first: findings about the cluster, then the steps that did not pass with
 * one example each; after these the matrices and all mismatches, and one line that sums up.
 */
export function renderTerminal(report: Report, { color, width }: TerminalOptions): string {
  const colors = ink(color);
  const measured = report.steps.filter(isMeasured);
  const blocks = [
    findings(report, colors),
    header(report, colors),
    overview(report, colors),
    ...report.steps.flatMap((step, index) =>
      isMeasured(step) ? [renderStep(step, index + 1, colors, width)] : [],
    ),
    colors.faint(measured.length === 0 ? "" : legend(measured.flatMap(({ cells }) => cells))),
    colors.verdict(report.verdict, summaryLine(report)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function findings({ findings }: Report, colors: Ink): string {
  return findings.map((finding) => colors.alarm(plain(finding))).join("\n");
}

function header({ scenario, file, cluster }: Report, colors: Ink): string {
  const note = cluster.note === undefined ? [] : [`note: ${plain(cluster.note)}`];
  const origin = file === "" ? "" : ` (${plain(file)})`;
  return [`${colors.heading(plain(scenario))}${origin} on ${clusterSentence(cluster)}`, ...note].join("\n");
}

/** The steps that did not pass, with an example each; a user should not have to scroll to see what is wrong. */
function overview({ steps }: Report, colors: Ink): string {
  return steps
    .flatMap((step, index) => (step.verdict === "pass" ? [] : [stepInBrief(step, index + 1, colors)]))
    .join("\n");
}

function stepInBrief(step: StepVerdict, number: number, colors: Ink): string {
  const title = `step ${number}: ${plain(step.name)}: ${colors.verdict(step.verdict, tally(step.cells) || step.verdict)}`;
  const [group] = mismatchGroups(step);
  if (group === undefined) return title;
  if (!isMeasured(step)) return `${title}\n  ${group.summary}`;
  const all = step.cells.map(({ flow }) => flow);
  const [flows = ""] = flowLines(
    group.cells.map(({ flow }) => flow),
    all,
  );
  return `${title}\n  ${flows}: ${group.summary}`;
}
