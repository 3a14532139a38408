import { flowName, type StepVerdict } from "../model/index.ts";
import { duration } from "./duration.ts";
import { groupFlows } from "./group-flows.ts";
import type { Ink } from "./ink.ts";
import { portOrder, shownMatrix } from "./matrix.ts";
import { type MismatchGroup, mismatchGroups } from "./mismatch.ts";
import { plain } from "./plain-text.ts";
import { predictedWord, suspect } from "./suspect.ts";
import { counted, tally } from "./tally.ts";
import { matrixTables } from "./terminal-table.ts";

/** Lines of flows for a step; the JSON report has all. */
const MOST_LISTED = 20;

/** A step: its matrix, how long it took, and what went wrong, by groups. */
export function renderStep(step: StepVerdict, number: number, ink: Ink, width: number): string {
  const title = `Step ${number}: ${plain(step.name)}: ${ink.verdict(step.verdict, step.verdict)}`;
  const blocks = [
    ...matrixBlocks(step, ink, width),
    [timing(step), ...disagreement(step)].join("\n"),
    ...mismatches(step, ink),
  ];
  return [step.verdict === "pass" ? title : `${title} (${tally(step.cells)})`, ...blocks].join("\n\n");
}

function matrixBlocks({ cells }: StepVerdict, ink: Ink, width: number): readonly string[] {
  const { matrix, note } = shownMatrix(cells);
  const tables = matrix.sources.length === 0 ? [] : matrixTables(matrix, width, ink.mark);
  const preamble = [note, portOrder(matrix)].filter((line) => line !== undefined);
  return [...(preamble.length === 0 ? [] : [preamble.map((line) => `  ${line}`).join("\n")]), ...tables];
}

function timing({ enforcedMs, rounds, durationMs, probeTimeoutMs, verdict }: StepVerdict): string {
  const enforced =
    verdict === "pass" && enforcedMs !== undefined ? [`enforced after ${duration(enforcedMs)}`] : [];
  const timeout = probeTimeoutMs === undefined ? [] : [`probe timeout ${duration(probeTimeoutMs)}`];
  return `  ${[...enforced, `${counted(rounds, "round")} in ${duration(durationMs)}`, ...timeout].join("; ")}`;
}

/** Cells that pass although the policies, as we read them, say otherwise: either reading may be wrong. */
function disagreement({ cells }: StepVerdict): readonly string[] {
  const odd = cells.filter(
    (cell) => cell.verdict === "pass" && cell.flow.source !== cell.flow.target && suspect(cell) !== undefined,
  );
  const [first] = odd;
  if (first === undefined) return [];
  const example = `${flowName(first.flow)}: predicted ${predictedWord(first.predicted)}, observed ${first.observed.outcome}`;
  return [
    `  note: ${counted(odd.length, "cell")} passed, but not as the policies say, for example ${example}`,
  ];
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
