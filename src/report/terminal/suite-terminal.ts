import { isFailure, passes, VERDICTS, type Verdict } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { suiteFindings } from "../suite/suite-findings.ts";
import { suiteNotes } from "../suite/suite-notes.ts";
import { reportsOf, type ScenarioResult, type SuiteReport } from "../suite/suite-report.ts";
import { detailed, type SuiteRow, suiteRows } from "../suite/suite-rows.ts";
import {
  agreementSentences,
  skipSentence,
  slowestSentences,
  suiteCluster,
  suiteLine,
} from "../suite/suite-sentences.ts";
import { type SuiteSummary, summarise, type TagSummary } from "../suite/suite-summary.ts";
import { columns } from "../words/columns.ts";
import { isMeasured } from "../words/is-measured.ts";
import { knownSentences } from "../words/known-deviations.ts";
import { counted, totalsText, type Word } from "../words/tally.ts";
import { type Ink, ink } from "./ink.ts";
import { legendOf, type TerminalOptions } from "./scenario-terminal.ts";
import { renderStep } from "./terminal-step.ts";

/** Scenarios that are no pass: as many lines, and as many with every detail, as people read. */
const MOST_LISTED = 100;
const MOST_DETAILED = 5;

const ELSEWHERE = "see --report json=FILE";

/**
 * A suite for people: what is wrong with the cluster, a line for each scenario that is no pass, the failing steps of the
 * first of them, then the suite in numbers and one line that sums up.
 */
export function renderSuite(suite: SuiteReport, { color, width }: TerminalOptions): string {
  const colors = ink(color);
  const summary = summarise(suite);
  const shown = detailed(suite).filter(hasDetails);
  const blocks = [
    suiteFindings(suite)
      .map((finding) => colors.alarm(oneLine(finding)))
      .join("\n"),
    header(suite, colors),
    rows(suiteRows(suite), colors),
    ...shown.slice(0, MOST_DETAILED).map((result) => details(result, colors, width)),
    shown.length > MOST_DETAILED
      ? `and the steps of ${counted(shown.length - MOST_DETAILED, "scenario")} more (${ELSEWHERE})`
      : "",
    knownSentences(reportsOf(suite)).join("\n"),
    tagTable(summary.tags),
    summary.skips.map(skipSentence).join("\n"),
    [...slowestSentences(summary), ...agreementSentences(summary)].join("\n"),
    colors.verdict(toneOf(summary), suiteLine(suite, summary)),
  ];
  return `${blocks.filter((block) => block !== "").join("\n\n")}\n`;
}

function header(suite: SuiteReport, colors: Ink): string {
  const cluster = suiteCluster(suite);
  const title = `${colors.heading(oneLine(suite.name))}, ${counted(suite.results.length, "scenario")}`;
  const notes = suiteNotes(suite).map((note) => `note: ${oneLine(note)}`);
  if (cluster === undefined) return [title, ...notes].join("\n");
  return [
    `${title}, on ${cluster.name}`,
    ...(cluster.note === undefined ? [] : [`note: ${cluster.note}`]),
    ...notes,
  ].join("\n");
}

function rows(all: readonly SuiteRow[], colors: Ink): string {
  const shown = all.slice(0, MOST_LISTED);
  const width = Math.max(0, ...shown.map(({ word }) => word.length));
  const lines = shown.map(
    ({ id, word, why }) => `${colors.verdict(inkOf(word), word.padEnd(width))}  ${id}: ${why}`,
  );
  const hidden = all.length - shown.length;
  return [...lines, ...(hidden > 0 ? [`and ${hidden} more (${ELSEWHERE})`] : [])].join("\n");
}

function hasDetails({ report }: ScenarioResult): boolean {
  return report.steps.some((step) => step.verdict !== "pass" && isMeasured(step));
}

/** The steps of a scenario that did not pass. */
function details({ id, report }: ScenarioResult, colors: Ink, width: number): string {
  const steps = [...report.steps.entries()].filter(([, step]) => step.verdict !== "pass" && isMeasured(step));
  return [
    `${colors.heading(oneLine(id))} (${oneLine(report.file)})`,
    ...steps.map(([index, step]) => renderStep(step, index + 1, colors, width)),
    ...[legendOf(steps.map(([, step]) => step))].filter((line) => line !== "").map(colors.faint),
  ].join("\n\n");
}

function tagTable(tags: readonly TagSummary[]): string {
  if (tags.length === 0) return "";
  const rows = tags.map((each) => [oneLine(each.tag), totalsText(each.scenarios), totalsText(each.cells)]);
  return columns([["tag", "scenarios", "cells"], ...rows])
    .map((line) => `  ${line}`)
    .join("\n");
}

function inkOf(word: Word): Verdict {
  return word === "not run" ? "unknown" : word;
}

function toneOf({ scenarios }: SuiteSummary): Verdict {
  if (VERDICTS.some((verdict) => isFailure(verdict) && scenarios[verdict])) return "fail";
  const isMeasured = VERDICTS.some((verdict) => passes(verdict) && scenarios[verdict]);
  return scenarios.unknown || scenarios["not run"] || !isMeasured ? "unknown" : "pass";
}
