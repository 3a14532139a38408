import { type Piece, pieceOf, type ReportAt } from "./text-piece.ts";

/** A truth table as written: the targets of its header, then a row of marks for each source. */
export interface TableText {
  readonly columns: readonly Piece[];
  readonly rows: readonly TableRow[];
}

interface TableRow {
  readonly source: Piece;
  readonly marks: readonly Piece[];
}

/** Splits a table into words. What stands before the first pod of the header, such as `from \ to`, is decoration. */
export function parseTable(text: string, report: ReportAt): TableText | undefined {
  const [header, ...rows] = linesOf(text)
    .map(wordsOf)
    .filter((words) => words.length > 0);
  const first = header?.findIndex((word) => word.text.includes("/")) ?? -1;
  if (header === undefined || first < 0) {
    report(0, "a table begins with a line that names the targets", "from \\ to   x/a  x/b");
    return undefined;
  }
  const columns = header.slice(first);
  return { columns, rows: rows.flatMap((words) => readRow(words, columns.length, report)) };
}

function readRow(words: readonly Piece[], columns: number, report: ReportAt): readonly TableRow[] {
  const [source, ...marks] = words;
  if (source === undefined) return [];
  if (marks.length !== columns) {
    const extra = marks[columns] ?? source;
    report(extra.index, `the row of ${source.text} has ${marks.length} marks for ${columns} targets`);
  }
  return [{ source, marks: marks.slice(0, columns) }];
}

function linesOf(text: string): readonly Piece[] {
  let index = 0;
  return text.split("\n").map((line) => {
    const piece = { text: line, index };
    index += line.length + 1;
    return piece;
  });
}

function wordsOf({ text, index }: Piece): readonly Piece[] {
  return [...text.matchAll(/\S+/g)].map((match) =>
    pieceOf(text, match.index, match.index + match[0].length, index),
  );
}
