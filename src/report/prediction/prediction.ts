import type { Decision, PredictedCell, PredictedStep } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { MarkedCell } from "../matrix/mark.ts";
import { ink } from "../terminal/ink.ts";
import { matrixBlocks } from "../terminal/matrix-blocks.ts";
import type { TerminalOptions } from "../terminal/scenario-terminal.ts";
import { flowLines } from "../words/flow-list.ts";
import { groupBy } from "../words/group-by.ts";
import { policiesSentence } from "../words/policies-sentence.ts";
import { predictedWord, predictionAgrees } from "../words/suspect.ts";
import { counted } from "../words/tally.ts";

/** Lines of flows for a step. */
const MOST_LISTED = 20;

const LEGEND = ". allow   X deny   / depends on the endpoint   - no flow   ! not as declared";

const UNDECLARED_LEGEND = ". allow   X deny   - no flow";

function legendOf(cells: readonly PredictedCell[]): string {
  const isWhole = cells.every(({ decision }) => decision.undetermined === undefined);
  return isWhole ? LEGEND : `${LEGEND}   ? not predicted`;
}

/** Whether the policies mean what the scenario declares. */
export function isAsDeclared({ expected, decision }: PredictedCell): boolean {
  return predictionAgrees(expected, decision);
}

/** What the policies of a scenario mean, step by step; no cluster has been asked. `notes` come first. */
export function renderPrediction(
  title: string,
  steps: readonly PredictedStep[],
  { color, width, notes = [] }: TerminalOptions & { readonly notes?: readonly string[] },
): string {
  const colors = ink(color);
  const blocks = steps.map((step, index) =>
    [
      `Step ${index + 1}: ${oneLine(step.name)}`,
      ...matrixBlocks(step.cells.map(predictedMark), colors, width),
      ...contradictions(step),
    ].join("\n\n"),
  );
  const heading = `${colors.heading(oneLine(title))}: what its policies mean; no cluster was asked`;
  const cells = steps.flatMap((step) => step.cells);
  return `${[heading, ...notesBlock(notes), ...blocks, colors.faint(legendOf(cells)), sum(title, cells)].join("\n\n")}\n`;
}

/** `meaning`: in words, what of whom is shown and who was asked. `notes` come first. */
export interface StatePredictionOptions extends TerminalOptions {
  readonly meaning: string;
  readonly notes: readonly string[];
}

/** What policies mean where nobody has declared anything: those of a cluster, which was only read, or of manifests. */
export function renderStatePrediction(
  title: string,
  { cells }: PredictedStep,
  { color, width, meaning, notes }: StatePredictionOptions,
): string {
  const colors = ink(color);
  const blocks = [
    `${colors.heading(oneLine(title))}: ${meaning}`,
    ...notesBlock(notes),
    ...matrixBlocks(cells.map(predictedMark), colors, width),
    colors.faint(undeclaredLegend(cells)),
    `${oneLine(title)}: ${counted(cells.length, "cell")}: ${undeclaredSum(cells)}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function undeclaredLegend(cells: readonly PredictedCell[]): string {
  return [
    UNDECLARED_LEGEND,
    ...(cells.some(({ decision }) => decision.depends) ? ["/ depends on the endpoint"] : []),
    ...(cells.some(({ decision }) => decision.undetermined) ? ["? not predicted"] : []),
  ].join("   ");
}

/** Where nobody listens, policies have denied nothing. */
function undeclaredSum(cells: readonly PredictedCell[]): string {
  const count = (word: string) => cells.filter(({ decision }) => undeclaredWord(decision) === word).length;
  const others = ["without an endpoint that answers", "dependent on the endpoint", "not predicted"];
  return [
    `${count("allowed")} allowed`,
    `${count("denied")} denied`,
    ...others.flatMap((word) => (count(word) === 0 ? [] : [`${count(word)} ${word}`])),
  ].join(", ");
}

function undeclaredWord({ allowed, depends, undetermined, unserved }: Decision): string {
  if (undetermined !== undefined) return "not predicted";
  if (depends) return "dependent on the endpoint";
  if (unserved !== undefined) return "without an endpoint that answers";
  return allowed ? "allowed" : "denied";
}

function notesBlock(notes: readonly string[]): readonly string[] {
  return notes.length === 0 ? [] : [notes.map((note) => `note: ${oneLine(note)}`).join("\n")];
}

function predictedMark(cell: PredictedCell): MarkedCell {
  const { flow, decision } = cell;
  const isRight = isAsDeclared(cell);
  if (decision.undetermined !== undefined) return { flow, isRight, mark: { text: "?", tone: "unknown" } };
  const mark = decision.depends ? "/" : decision.allowed ? "." : "X";
  if (!isRight) return { flow, isRight, mark: { text: `${mark}!`, tone: "fail" } };
  return { flow, isRight, mark: { text: mark, tone: decision.allowed ? "pass" : "faint" } };
}

/** The flows of which the scenario declares something else, with the policies that bear on them. */
function contradictions({ cells }: PredictedStep): readonly string[] {
  const wrong = cells.filter((cell) => !isAsDeclared(cell));
  const all = cells.map(({ flow }) => flow);
  const groups = groupBy(wrong, ({ expected, decision, flow }) =>
    [
      `  declared ${expected}, predicted ${predictedWord(decision)}`,
      `    ${policiesSentence(decision, flow)}`,
    ].join("\n"),
  );
  return [...groups].map(([heading, same]) => {
    const lines = flowLines(
      same.map(({ flow }) => flow),
      all,
    );
    const hidden = lines.length - MOST_LISTED;
    const rest = hidden > 0 ? [`      and ${counted(hidden, "line")} more`] : [];
    return [heading, ...lines.slice(0, MOST_LISTED).map((line) => `      ${line}`), ...rest].join("\n");
  });
}

function sum(title: string, cells: readonly PredictedCell[]): string {
  const wrong = cells.filter((cell) => !isAsDeclared(cell)).length;
  const unread = cells.filter(({ decision }) => decision.undetermined !== undefined).length;
  const agreement = wrong + unread === 0 ? ["the policies mean what it declares"] : [];
  const faults = [
    ...(wrong === 0 ? [] : [`${wrong} not as declared`]),
    ...(unread === 0 ? [] : [`${unread} not predicted`]),
  ];
  return `${oneLine(title)}: ${counted(cells.length, "cell")}: ${[...agreement, ...faults].join(", ")}`;
}
