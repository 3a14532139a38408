import { flowName, isLoopback, type StepVerdict } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { markedCell } from "../matrix/mark.ts";
import { duration } from "../words/duration.ts";
import { groupFlows } from "../words/group-flows.ts";
import { type MismatchGroup, mismatchGroups } from "../words/mismatch.ts";
import { refusalText } from "../words/refusals.ts";
import { predictedWord, suspect } from "../words/suspect.ts";
import { counted, stepTally } from "../words/tally.ts";
import type { Ink } from "./ink.ts";
import { matrixBlocks } from "./matrix-blocks.ts";

/** Lines of flows for a step; the JSON report has all. */
const MOST_LISTED = 20;

/** A step: its matrix, how long it took, and what went wrong, by groups. */
export function renderStep(step: StepVerdict, number: number, ink: Ink, width: number): string {
  const title = `Step ${number}: ${oneLine(step.name)}: ${ink.verdict(step.verdict, step.verdict)}`;
  const blocks = [
    ...matrixBlocks(step.cells.map(markedCell), ink, width),
    [...excuse(step), timing(step), ...loss(step), ...disagreement(step)].join("\n"),
    ...refusals(step, ink),
    ...mismatches(step, ink),
  ];
  return [step.verdict === "pass" ? title : `${title} (${stepTally(step)})`, ...blocks].join("\n\n");
}

function excuse({ xfail }: StepVerdict): readonly string[] {
  return xfail === undefined ? [] : [`  expected to fail: ${oneLine(xfail)}`];
}

function timing({ enforcedMs, rounds, durationMs, probeTimeoutMs, verdict }: StepVerdict): string {
  const enforced =
    verdict === "pass" && enforcedMs !== undefined ? [`enforced after ${duration(enforcedMs)}`] : [];
  const timeout = probeTimeoutMs === undefined ? [] : [`probe timeout ${duration(probeTimeoutMs)}`];
  return `  ${[...enforced, `${counted(rounds, "round")} in ${duration(durationMs)}`, ...timeout].join("; ")}`;
}

/** Nothing fails for a packet that is lost and sent again, but whoever looks for one wants to know. */
function loss({ resent }: StepVerdict): readonly string[] {
  if (resent === undefined) return [];
  const { late, answers } = resent;
  return [
    `  note: ${late} of ${counted(answers, "answer")} came only when the probe was sent again: packets are lost`,
  ];
}

/** Cells that pass although the policies, as we read them, say otherwise: either reading may be wrong. */
function disagreement({ cells }: StepVerdict): readonly string[] {
  const odd = cells.filter(
    (cell) => cell.verdict === "pass" && !isLoopback(cell.flow) && suspect(cell) !== undefined,
  );
  const [first] = odd;
  if (first === undefined) return [];
  const predicted = first.predicted === undefined ? "" : `predicted ${predictedWord(first.predicted)}, `;
  const example = `${flowName(first.flow)}: ${predicted}observed ${first.observed.outcome}`;
  return [
    `  note: ${counted(odd.length, "cell")} passed, but not as the policies say, for example ${example}`,
  ];
}

/** What the API server had to refuse; each with its words, which say whether it was for the right reason. */
function refusals({ refusals }: StepVerdict, ink: Ink): readonly string[] {
  if (refusals.length === 0) return [];
  const lines = refusals
    .slice(0, MOST_LISTED)
    .map((refusal) => `  ${ink.verdict(refusal.verdict, refusal.verdict)}  ${refusalText(refusal)}`);
  const hidden = refusals.length - lines.length;
  return [[...lines, ...(hidden === 0 ? [] : [`  and ${counted(hidden, "refusal")} more`])].join("\n")];
}

function mismatches(step: StepVerdict, ink: Ink): readonly string[] {
  const groups = mismatchGroups(step);
  const blocks: string[] = [];
  let room = MOST_LISTED;
  for (const [index, group] of groups.entries()) {
    if (room === 0) return [...blocks, `  and ${cellsOf(groups.slice(index))} more (see --report json=FILE)`];
    const lines = groupFlows(group, step);
    const shown = lines.slice(0, room);
    room -= shown.length;
    blocks.push(groupText(group, shown, lines.length - shown.length, ink));
  }
  return blocks;
}

function cellsOf(groups: readonly MismatchGroup[]): string {
  return counted(
    groups.reduce((sum, { cells }) => sum + cells.length, 0),
    "cell",
  );
}

function groupText(
  { verdict, cells, summary, policies }: MismatchGroup,
  flows: readonly string[],
  hidden: number,
  ink: Ink,
): string {
  return [
    `  ${ink.verdict(verdict, `${verdict} × ${cells.length}`)}  ${summary}`,
    ...(policies === undefined ? [] : [`    ${policies}`]),
    ...flows.map((line) => `      ${line}`),
    ...(hidden === 0 ? [] : [`      and ${counted(hidden, "line")} more (see --report json=FILE)`]),
  ].join("\n");
}
