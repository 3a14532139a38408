import {
  type CellVerdict,
  type Flow,
  needsAttention,
  type Outcome,
  type Verdict,
} from "../../model/index.ts";

/** One entry of a matrix: its text, and what it is coloured like. */
export interface Mark {
  readonly text: string;
  readonly tone: Verdict | "faint";
}

/** A flow and its entry in the matrix; `isRight` where nobody needs to look. */
export interface MarkedCell {
  readonly flow: Flow;
  readonly mark: Mark;
  readonly isRight: boolean;
}

const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = {
  reachable: ".",
  timeout: "X",
  refused: "R",
  unanswered: "C",
  unreachable: "U",
  "wrong-peer": "W",
  unresolved: "N",
  "probe-failed": "?",
};

const MEANINGS: Readonly<Record<string, string>> = {
  ".": "reachable",
  X: "timeout",
  R: "refused",
  C: "connected, but not answered",
  U: "unreachable",
  W: "wrong peer answered",
  N: "name not resolved",
  "?": "not measured",
  "-": "no flow",
  "!": "not as it should be",
  "~": "excused",
};

/** Where a matrix has no flow. */
export const NO_FLOW: Mark = { text: "-", tone: "faint" };

/** What was observed of a cell, in one character. */
export function outcomeMark({ observed }: CellVerdict): string {
  return OUTCOME_MARKS[observed.outcome];
}

/** What follows the mark of a cell that did not pass: `!`, or `~` where it was known and excused; else nothing. */
export function verdictMark(verdict: Verdict): "" | "!" | "~" {
  if (verdict === "pass") return "";
  return needsAttention(verdict) ? "!" : "~";
}

/** A cell as a matrix shows it: what was observed, and whether that is as it should be. */
export function markedCell(cell: CellVerdict): MarkedCell {
  const { flow, verdict, observed } = cell;
  const isRight = verdict === "pass";
  const text = `${outcomeMark(cell)}${verdictMark(verdict)}`;
  return {
    flow,
    isRight,
    mark: { text, tone: isRight && observed.outcome !== "reachable" ? "faint" : verdict },
  };
}

/** What the marks of some cells mean, each mentioned once: `. reachable   X timeout   ! not as it should be`. */
export function legend(cells: readonly CellVerdict[]): string {
  const used = new Set(cells.flatMap((cell) => [outcomeMark(cell), verdictMark(cell.verdict)])).add(
    NO_FLOW.text,
  );
  return Object.entries(MEANINGS)
    .filter(([mark]) => used.has(mark))
    .map(([mark, meaning]) => `${mark} ${meaning}`)
    .join("   ");
}
