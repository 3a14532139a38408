import type { Report, StepVerdict } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { legend } from "../matrix/mark.ts";
import { stepBrief } from "../words/brief.ts";
import { clusterSentence } from "../words/cluster-sentence.ts";
import { isMeasured } from "../words/is-measured.ts";
import { knownSentences } from "../words/known-deviations.ts";
import { scenarioTitle } from "../words/scenario-title.ts";
import { stepTally, summaryLine } from "../words/tally.ts";
import { type Ink, ink } from "./ink.ts";
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
export function renderScenario(report: Report, { color, width }: TerminalOptions): string {
  const colors = ink(color);
  const measured = report.steps.filter(isMeasured);
  const blocks = [
    findings(report, colors),
    header(report, colors),
    overview(report, colors),
    ...report.steps.flatMap((step, index) =>
      isMeasured(step) ? [renderStep(step, index + 1, colors, width)] : [],
    ),
    knownSentences([report]).join("\n"),
    colors.faint(legendOf(measured)),
    colors.verdict(report.verdict, summaryLine(report)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

/** What the marks of some steps mean; empty where there is no matrix. */
export function legendOf(steps: readonly StepVerdict[]): string {
  const cells = steps.flatMap((step) => step.cells);
  return cells.length === 0 ? "" : legend(cells);
}

function findings({ findings }: Report, colors: Ink): string {
  return findings.map((finding) => colors.alarm(oneLine(finding))).join("\n");
}

function header(report: Report, colors: Ink): string {
  const { file, cluster, skipped, notes = [] } = report;
  const all = [...(cluster.note === undefined ? [] : [cluster.note]), ...notes];
  const origin = file === "" ? "" : ` (${oneLine(file)})`;
  const title = `${colors.heading(oneLine(scenarioTitle(report)))}${origin} on ${clusterSentence(cluster)}`;
  return [
    title,
    ...all.map((note) => `note: ${oneLine(note)}`),
    ...skipped.map((reason) => `skipped: ${oneLine(reason)}`),
  ].join("\n");
}

/** The steps that did not pass, with an example each; a user should not have to scroll to see what is wrong. */
function overview({ steps }: Report, colors: Ink): string {
  return steps
    .flatMap((step, index) =>
      step.verdict === "pass" || step.verdict === "skipped" ? [] : [stepInBrief(step, index + 1, colors)],
    )
    .join("\n");
}

function stepInBrief(step: StepVerdict, number: number, colors: Ink): string {
  const title = `step ${number}: ${oneLine(step.name)}: ${colors.verdict(step.verdict, stepTally(step) || step.verdict)}`;
  const brief = stepBrief(step);
  return brief === undefined ? title : `${title}\n  ${brief}`;
}
