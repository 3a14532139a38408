import type { Excerpt } from "./excerpt.ts";

/** What is wrong, as a sentence without a full stop, and how to mend it. */
export interface ProblemText {
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * Something wrong in a file, at the place to mend. Lines and columns count from 1. All texts are as the file has them:
 * whoever prints them makes them harmless. There is no source line of a file that is not what it should be, since its
 * content may be nobody's business.
 */
export interface Problem extends Partial<Excerpt> {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, in a sentence without a full stop. */
  readonly message: string;
  /** How to mend it; may have several lines, the later ones YAML. */
  readonly hint?: string;
  /** A note is told beside what was read; without this, nothing is made of the file. */
  readonly isNote?: true;
}

/** Where a problem goes as soon as it is found. */
export type Report = (problem: Problem) => void;

/** Whether a problem is more than a note. */
export function isError({ isNote }: Problem): boolean {
  return isNote !== true;
}

/** By file, then by place; what was found twice is kept once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const unique = new Map(problems.map((problem) => [sameProblem(problem), problem]));
  return [...unique.values()].sort(
    (a, b) => compareText(a.file, b.file) || a.line - b.line || a.column - b.column,
  );
}

/** Equal for problems that say the same of the same place. */
export function sameProblem({ file, line, column, message }: Problem): string {
  return JSON.stringify([file, line, column, message]);
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
