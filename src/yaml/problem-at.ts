import { excerpt } from "./excerpt.ts";
import { lineText, positionAt } from "./lines.ts";
import type { Problem } from "./problem.ts";
import type { Source } from "./source.ts";

/** A problem at an offset of a file. */
export function problemAt(source: Source, offset: number, message: string, hint?: string): Problem {
  const position = positionAt(source, offset);
  return {
    file: source.file,
    ...position,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...excerpt(lineText(source, position.line), position.column),
  };
}
