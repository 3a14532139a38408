import type { CellVerdict, Outcome, Verdict } from "../model/index.ts";

const MARKS: Readonly<Record<Outcome, string>> = {
  reachable: ".",
  timeout: "X",
  refused: "R",
  unreachable: "U",
  unresolved: "N",
  "wrong-peer": "W",
  "probe-failed": "?",
};

const WORDS: Readonly<Record<Outcome, string>> = {
  reachable: "reachable",
  timeout: "timeout",
  refused: "refused",
  unreachable: "unreachable",
  unresolved: "name not resolved",
  "wrong-peer": "wrong peer",
  "probe-failed": "not measured",
};

/** What follows the mark of a cell that is not a pass. */
const FLAGS: Readonly<Record<Verdict, string>> = {
  pass: "",
  fail: "!",
  flaky: "~",
  unknown: "?",
  skipped: "",
  xfail: "",
  xpass: "!",
};

const FLAG_WORDS: readonly (readonly [string, string])[] = [
  ["!", "not as expected"],
  ["~", "flaky"],
  ["?", "unproven"],
];

const NO_FLOW = "-";
const SKIPPED = "s";

/** How a cell is shown in a matrix: one character for what was observed. */
export function markOf(cell: CellVerdict | undefined): string {
  if (cell === undefined) return NO_FLOW;
  return cell.verdict === "skipped" ? SKIPPED : MARKS[cell.observed.outcome];
}

/** One character if the cell is not a pass, else nothing. What was not measured says so by its mark. */
export function flagOf(cell: CellVerdict | undefined): string {
  if (cell === undefined || cell.observed.outcome === "probe-failed") return "";
  return FLAGS[cell.verdict];
}

/** The marks and flags that some cells use, each with its meaning: `. reachable`, `! not as expected`. */
export function legendOf(cells: readonly CellVerdict[]): readonly string[] {
  const measured = cells.filter(({ verdict }) => verdict !== "skipped");
  const outcomes = new Set(measured.map(({ observed }) => observed.outcome));
  const flags = new Set(cells.map(flagOf));
  const marks = (Object.keys(MARKS) as Outcome[]).filter((outcome) => outcomes.has(outcome));
  return [
    ...marks.map((outcome) => `${MARKS[outcome]} ${WORDS[outcome]}`),
    ...(measured.length < cells.length ? [`${SKIPPED} skipped`] : []),
    `${NO_FLOW} no flow`,
    ...FLAG_WORDS.filter(([flag]) => flags.has(flag)).map((pair) => pair.join(" ")),
  ];
}
