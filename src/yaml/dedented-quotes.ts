import type { Document } from "yaml";

/** More in one file are not mended: each costs reading it again. */
const MOST_QUOTES = 50;

/** The parser's words for a quoted text that ends before its quote, with the quote. */
const UNCLOSED = /^Missing closing (['"])/;

/**
 * Documents as kubectl reads them, whose parser (go-yaml) does not mind how the later lines of a quoted text are indented,
 * though YAML 1.2 does. Their places are those of the text as it is written: within such a text line breaks are read as
 * spaces, and those of its indentation stay.
 */
export function withDedentedQuotes(
  text: string,
  documents: readonly Document[],
  parse: (text: string) => readonly Document[],
): readonly Document[] {
  let [joined, read] = [text, documents];
  for (let count = 0; count < MOST_QUOTES; count++) {
    const next = joinedAtFirst(joined, read);
    if (next === undefined) break;
    joined = next;
    read = parse(joined);
  }
  return read.some(isUnclosed) ? documents : read;
}

function isUnclosed({ errors }: Document): boolean {
  return errors.some(({ message }) => UNCLOSED.test(message));
}

/** The text with the first unclosed one on a single line; undefined if there is none, or its quote never comes. */
function joinedAtFirst(text: string, documents: readonly Document[]): string | undefined {
  const error = documents.flatMap(({ errors }) => errors).find(({ message }) => UNCLOSED.test(message));
  if (error === undefined) return undefined;
  const [start] = error.pos;
  const end = closingQuote(text, start, UNCLOSED.exec(error.message)?.[1] === "'" ? "'" : '"');
  if (end === undefined) return undefined;
  const rest = text.slice(start, end);
  return `${text.slice(0, start)}${rest.replaceAll(/[\r\n]/g, " ")}${text.slice(end)}`;
}

/** A document ends a quoted text, wherever it is. */
const DOCUMENT_MARK = /\n(---|\.\.\.)(?=\s)/;

function closingQuote(text: string, start: number, quote: "'" | '"'): number | undefined {
  const pattern = quote === "'" ? /(?:[^']|'')*?'(?!')/y : /(?:[^"\\]|\\[\s\S])*?"/y;
  const lineBreak = text.indexOf("\n", start);
  if (lineBreak < 0) return undefined;
  pattern.lastIndex = lineBreak;
  const found = pattern.exec(text)?.[0];
  return found === undefined || DOCUMENT_MARK.test(found) ? undefined : lineBreak + found.length;
}
