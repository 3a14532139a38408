import { perObject } from "../system/per-object.ts";
import type { Source } from "./source.ts";

/** The lines of a text, without their ends, and where each begins. */
const linesOf = perObject(({ text }: Source) => {
  let next = 0;
  return text.split("\n").map((line) => {
    const start = next;
    next += line.length + 1;
    return { start, text: line.replace(/\r$/, "") };
  });
});

/** Line and column of an offset, both from 1. Exports hold thousands of objects in one file: no text is split twice. */
export function positionAt(
  source: Source,
  offset: number,
): { readonly line: number; readonly column: number } {
  const lines = linesOf(source);
  let [first, last] = [0, lines.length - 1];
  while (first < last) {
    const middle = Math.ceil((first + last) / 2);
    if ((lines[middle]?.start ?? 0) <= offset) first = middle;
    else last = middle - 1;
  }
  return { line: first + 1, column: offset - (lines[first]?.start ?? 0) + 1 };
}

/** A line of the text, the first being 1. */
export function lineText(source: Source, line: number): string {
  return linesOf(source)[line - 1]?.text ?? "";
}
