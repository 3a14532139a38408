import { forMarkdown } from "../../safe-text/index.ts";
import { suiteFindings } from "../suite/suite-findings.ts";
import { suiteNotes } from "../suite/suite-notes.ts";
import { reportsOf, type ScenarioResult, type SuiteReport } from "../suite/suite-report.ts";
import { detailed, suiteRows } from "../suite/suite-rows.ts";
import {
  agreementSentences,
  skipSentence,
  slowestSentences,
  suiteCluster,
  suiteLine,
} from "../suite/suite-sentences.ts";
import { type SuiteSummary, summarise } from "../suite/suite-summary.ts";
import { isMeasured } from "../words/is-measured.ts";
import { knownSentences } from "../words/known-deviations.ts";
import { totalsText } from "../words/tally.ts";
import { markdownTable, matrixTables } from "./markdown-table.ts";
import { MOST_BYTES, stepBlocks } from "./scenario-markdown.ts";

/** Rows of scenarios that are no pass; the JSON report has all. */
const MOST_LISTED = 200;

/** A suite for `$GITHUB_STEP_SUMMARY`: what is wrong, in a table, the numbers, and the failing steps as far as the page holds them. */
export function markdownOfSuite(suite: SuiteReport): string {
  const summary = summarise(suite);
  const blocks = [
    `### ${forMarkdown(suiteLine(suite, summary))}`,
    ...suiteFindings(suite).map((finding) => `> **${forMarkdown(finding)}**`),
    ...clusterBlock(suite),
    ...suiteNotes(suite).map((note) => `Note: ${forMarkdown(note)}.`),
    ...rowsBlock(suite),
    ...knownSentences(reportsOf(suite)).map(forMarkdown),
    ...tagsBlock(summary),
    ...summary.skips.map((skip) => forMarkdown(skipSentence(skip))),
    ...[...slowestSentences(summary), ...agreementSentences(summary)].map(forMarkdown),
  ].join("\n\n");
  return `${blocks}${asManyAsFit(detailed(suite).map(details), MOST_BYTES - Buffer.byteLength(blocks))}\n`;
}

function clusterBlock(suite: SuiteReport): readonly string[] {
  const cluster = suiteCluster(suite);
  if (cluster === undefined) return [];
  const note = cluster.note === undefined ? "" : ` Note: ${forMarkdown(cluster.note)}.`;
  return [`On ${forMarkdown(cluster.name)}.${note}`];
}

function rowsBlock(suite: SuiteReport): readonly string[] {
  const rows = suiteRows(suite);
  if (rows.length === 0) return [];
  const shown = rows
    .slice(0, MOST_LISTED)
    .map(({ id, word, why }) => [`**${word}**`, forMarkdown(id), forMarkdown(why)]);
  const hidden = rows.length - shown.length;
  return [
    markdownTable(["verdict", "scenario", "why"], shown, "---"),
    ...(hidden > 0 ? [`and ${hidden} more (see \`--report json=FILE\`)`] : []),
  ];
}

function tagsBlock({ tags }: SuiteSummary): readonly string[] {
  if (tags.length === 0) return [];
  const rows = tags.map((each) => [
    forMarkdown(each.tag),
    totalsText(each.scenarios),
    totalsText(each.cells),
  ]);
  return [markdownTable(["tag", "scenarios", "cells"], rows, "---")];
}

/** The steps of a scenario that did not pass, folded. */
function details({ id, report }: ScenarioResult): string {
  const steps = [...report.steps.entries()].filter(([, step]) => step.verdict !== "pass" && isMeasured(step));
  if (steps.length === 0) return "";
  const blocks = steps.flatMap(([index, step]) => stepBlocks(step, index + 1, matrixTables(step)));
  const summary = `<summary>${report.verdict}: ${forMarkdown(id)}</summary>`;
  return `\n\n${["<details>", summary, ...blocks, "</details>"].join("\n\n")}`;
}

/** Whole texts until the room, in bytes, is used up; then a sentence that says how many are missing. */
function asManyAsFit(texts: readonly string[], room: number): string {
  let left = room;
  const fitting = texts.filter((text) => {
    left -= Buffer.byteLength(text);
    return left >= 0;
  });
  const hidden = texts.length - fitting.length;
  const rest =
    hidden === 0 ? "" : `\n\nThe steps of ${hidden} more are left out (see \`--report json=FILE\`).`;
  return `${fitting.join("")}${rest}`;
}
