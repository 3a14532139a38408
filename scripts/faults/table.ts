import { forMarkdown } from "../../src/safe-text/index.ts";

/** A row of the fault report: one fault in one place, and what came of its runs. */
export interface Row {
  readonly fault: string;
  readonly where: string;
  readonly runs: number;
  readonly right: number;
  readonly unknown: number;
  readonly wrong: number;
  readonly left: string;
  readonly seconds: string;
  readonly exitCodes: readonly number[];
  readonly sentence: string;
}

const HEAD = [
  "fault",
  "where",
  "runs",
  "right",
  "unknown",
  "wrong",
  "left behind",
  "seconds",
  "exit code",
  "what the run says",
];

export const TABLE_HEAD = `| ${HEAD.join(" | ")} |\n|${" --- |".repeat(HEAD.length)}`;

const LONGEST = 170;

export function tableRow(row: Row): string {
  const { fault, where, runs, right, unknown, wrong, left, seconds, exitCodes, sentence } = row;
  const codes = [...new Set(exitCodes)].toSorted((one, other) => one - other).join(", ");
  const cells = [fault, where, runs, right, unknown, wrong, left, seconds, codes, shortened(sentence)];
  return `| ${cells.map((cell) => forMarkdown(`${cell}`)).join(" | ")} |`;
}

function shortened(sentence: string): string {
  const line = sentence.replaceAll(/\s+/g, " ").trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
