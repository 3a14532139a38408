import { perObject } from "../system/per-object.ts";
import type { Source } from "./source.ts";

/** A place in a text: line and column, both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

// Counted here and not by the parser's line counter, which loses lines in a text that is not valid YAML.
// Once for each text: an export holds thousands of objects, and a bad file as many problems.
const linesOf = perObject(({ text }: Source) => {
  let next = 0;
  return text.split("\n").map((line) => {
    const start = next;
    next += line.length + 1;
    return { start, text: line.replace(/\r$/, "") };
  });
});

/** Line and column of an offset. Lines end with a line feed. */
export function positionAt(source: Source, offset: number): Position {
  const lines = linesOf(source);
  let [first, last] = [0, lines.length - 1];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if ((lines[middle]?.start ?? 0) <= offset) first = middle;
    else last = middle - 1;
  }
  return { line: first + 1, column: offset - (lines[first]?.start ?? 0) + 1 };
}

/** A line of the text, the first being 1, without its end; empty beyond the last. */
export function lineText(source: Source, line: number): string {
  return linesOf(source)[line - 1]?.text ?? "";
}

/** Where a line begins; the text's end for lines beyond the last. */
export function lineOffset(source: Source, line: number): number {
  return linesOf(source)[line - 1]?.start ?? source.text.length;
}
