import { oneLine, pointTo } from "../safe-text/index.ts";
import type { Problem } from "./problem.ts";

/** Further problems are only counted. */
const MOST_SHOWN = 50;

/** Longer texts are cut: a message may quote a value, and a hint what is known. */
const LONGEST_TEXT = 1000;

/**
 * Each problem as `file:line:column message`, its source line, a caret and `hint: …`; a blank line between them. The
 * size is bounded, whatever is in the files.
 */
export function renderProblems(problems: readonly Problem[]): string {
  const shown = problems.slice(0, MOST_SHOWN).map((problem) => `${renderProblem(problem)}\n`);
  const rest = problems.length - shown.length;
  return [...shown, ...(rest > 0 ? [`and ${rest} more\n`] : [])].join("\n");
}

function renderProblem(problem: Problem): string {
  const { file, line, column, message, hint, isNote } = problem;
  const what = `${isNote === true ? "note: " : ""}${oneLine(shortened(message))}`;
  const lines = [`${oneLine(file)}:${line}:${column} ${what}`, ...pointTo(problem)];
  const advice = hint === undefined ? [] : [`  hint: ${shortened(hint).replaceAll("\n", "\n    ")}`];
  return [...lines, ...advice].join("\n");
}

function shortened(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
