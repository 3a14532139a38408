import type { Problem } from "./problem.ts";

/** A file's text and the name under which problems speak of it. */
export interface Source {
  readonly file: string;
  readonly text: string;
}

/** Line and column of an offset, both from 1. Lines end with a line feed. */
export function placeAt(
  { text }: Source,
  offset: number,
): { readonly line: number; readonly column: number } {
  // Counted here and not by the parser's line counter, which loses lines in a text that is not valid YAML.
  const before = text.slice(0, offset);
  return { line: before.split("\n").length, column: before.length - before.lastIndexOf("\n") };
}

/** A line of the text, the first being 1, without its line end. */
export function lineAt({ text }: Source, line: number): string {
  return (text.split("\n")[line - 1] ?? "").replace(/\r$/, "");
}

/** A problem at an offset of a file. */
export function problemAt(source: Source, offset: number, message: string, hint?: string): Problem {
  const place = placeAt(source, offset);
  const sourceLine = lineAt(source, place.line);
  return { file: source.file, ...place, message, ...(hint === undefined ? {} : { hint }), sourceLine };
}
