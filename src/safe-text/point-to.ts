import { HARMFUL_IN_LINES, REPLACEMENT } from "./characters.ts";

/** A place in a file with the line around it. Columns count from 1. */
interface Place {
  readonly column: number;
  /** Absent where the file's text is not to be shown. */
  readonly sourceLine?: string;
  /** Where `column` is in a line that was cut. */
  readonly sourceColumn?: number;
}

/** The source line of a place and a caret below its column, indented by two; nothing where there is none to show. */
export function pointTo({ column, sourceLine, sourceColumn = column }: Place): readonly string[] {
  if (sourceLine === undefined) return [];
  const shown = sourceLine.replaceAll(HARMFUL_IN_LINES, REPLACEMENT).replaceAll("\n", REPLACEMENT);
  const before = sourceLine.slice(0, sourceColumn - 1).replaceAll(/[^\t]/g, " ");
  return [`  ${shown}`, `  ${before}^`];
}
