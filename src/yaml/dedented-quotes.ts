import type { Document } from "yaml";

/** More in one document are not mended: each costs reading the whole file again, which large files are spared. */
const MOST_QUOTES = 50;
const MOST_CHARACTERS = 10_000_000;

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
  const most = Math.max(1, Math.min(MOST_QUOTES, MOST_CHARACTERS / text.length));
  for (let count = 0; count < most; count++) {
    const next = joinedAtFirsts(joined, read);
    if (next === undefined) break;
    joined = next;
    read = parse(joined);
  }
  return read.some(isUnclosed) ? documents : read;
}

function isUnclosed({ errors }: Document): boolean {
  return errors.some(({ message }) => UNCLOSED.test(message));
}

/** The text with the first unclosed one of each document on a single line; undefined if there is none, or no quote comes. */
function joinedAtFirsts(text: string, documents: readonly Document[]): string | undefined {
  // No offset changes by that.
  const joined = documents.reduce((all, document) => joinedAtFirst(all, document) ?? all, text);
  return joined === text ? undefined : joined;
}

function joinedAtFirst(text: string, { errors }: Document): string | undefined {
  const error = errors.find(({ message }) => UNCLOSED.test(message));
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
