import type { CellVerdict, Outcome, Verdict } from "../model/index.ts";

const OUTCOME_MARKS: Readonly<Record<Outcome, string>> = {
  reachable: ".",
  timeout: "X",
  refused: "R",
  unreachable: "U",
  "wrong-peer": "W",
  unresolved: "N",
  "probe-failed": "?",
};

const MEANINGS: Readonly<Record<string, string>> = {
  ".": "reachable",
  X: "timeout",
  R: "refused",
  U: "unreachable",
  W: "wrong peer answered",
  N: "name not resolved",
  "?": "not measured",
  "-": "no flow",
  "!": "not as it should be",
  "~": "excused",
};

/** Where a matrix has no flow. */
const NO_FLOW = "-";

/** A cell in a matrix: what was observed, in one character. */
export function outcomeMark(cell: CellVerdict | undefined): string {
  return cell === undefined ? NO_FLOW : OUTCOME_MARKS[cell.observed.outcome];
}

/** What follows the mark of a cell that did not pass: `!`, or `~` where it was known and excused; else nothing. */
export function verdictMark(verdict: Verdict | undefined): "" | "!" | "~" {
  switch (verdict) {
    case undefined:
    case "pass":
      return "";
    case "xfail":
    case "skipped":
      return "~";
    case "fail":
    case "flaky":
    case "unknown":
    case "xpass":
      return "!";
  }
}

/** What the marks of some cells mean, each mentioned once: `. reachable   X timeout   ! not as it should be`. */
export function legend(cells: readonly CellVerdict[]): string {
  const used = new Set(cells.flatMap((cell) => [outcomeMark(cell), verdictMark(cell.verdict)])).add(NO_FLOW);
  return Object.entries(MEANINGS)
    .filter(([mark]) => used.has(mark))
    .map(([mark, meaning]) => `${mark} ${meaning}`)
    .join("   ");
}
