/** Something wrong in a file, at the place to mend. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** What is wrong, in a sentence without a full stop. */
  readonly message: string;
  /** How to mend it; may have several lines, the later ones YAML. */
  readonly hint?: string;
  readonly sourceLine: string;
}

/** Where a problem goes as soon as it is found. */
export type Report = (problem: Problem) => void;

/** Each problem as `file:line:column message`, its source line, a caret and `hint: …`; a blank line between them. */
export function renderProblems(problems: readonly Problem[]): string {
  return problems.map((problem) => `${renderProblem(problem)}\n`).join("\n");
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

function renderProblem({ file, line, column, message, hint, sourceLine }: Problem): string {
  const caret = `${sourceLine.slice(0, column - 1).replace(/[^\t]/g, " ")}^`;
  const lines = [`${file}:${line}:${column} ${message}`, `  ${printable(sourceLine)}`, `  ${caret}`];
  return (hint === undefined ? lines : [...lines, `  hint: ${hint.replaceAll("\n", "\n    ")}`]).join("\n");
}

// A file's control characters must not reach the terminal that shows the line.
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, "\ufffd");
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
