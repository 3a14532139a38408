import type { Problem } from "../../yaml/problem.ts";
import { problemAt } from "../../yaml/problem-at.ts";
import type { Source } from "../../yaml/source.ts";
import { templateOffset } from "./unrendered.ts";

/**
 * What is wrong with a file as YAML, as it may be shown. A template of Helm is no YAML in many places, and all of them for
 * one reason.
 *
 * @param isOurs - whether the text is recognisably meant for us. Of others, which may hold secrets, no text is shown.
 * @param use - what to do with what was rendered, in words.
 */
export function shownProblems(
  source: Source,
  problems: readonly Problem[],
  isOurs: boolean,
  use: string,
): readonly Problem[] {
  if (problems.length === 0) return [];
  const start = templateOffset(source.text);
  const hint = `render it first, as with helm template, and ${use}`;
  const isTemplate = start !== undefined;
  const found = isTemplate
    ? [problemAt(source, start, "this is a template and no manifest", hint)]
    : problems;
  if (isOurs) return found;
  return found.slice(0, 1).map(({ file, line, column, message }) => ({
    file,
    line,
    column,
    ...(isTemplate ? { message, hint } : { message: "not valid YAML" }),
  }));
}
