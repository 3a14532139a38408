/** The part of a source line that is shown under a problem. */
export interface Excerpt {
  readonly sourceLine: string;
  /** Where the problem's column is in `sourceLine`, from 1; absent if the line is whole, as the column itself says it. */
  readonly sourceColumn?: number;
}

/** Longer lines are cut around the column: a file may be one line, and each of its problems would repeat it. */
const LONGEST_LINE = 200;
const SHOWN_BEFORE = 60;
const SHOWN_AFTER = 100;
const CUT = "…";

/** A line, or what is around a column of a long one. Columns count from 1. */
export function excerpt(line: string, column: number): Excerpt {
  if (line.length <= LONGEST_LINE) return { sourceLine: line };
  const start = Math.max(0, Math.min(column - 1, line.length) - SHOWN_BEFORE);
  const end = Math.min(line.length, column - 1 + SHOWN_AFTER);
  const before = start > 0 ? CUT : "";
  const after = end < line.length ? CUT : "";
  return {
    sourceLine: `${before}${line.slice(start, end)}${after}`,
    sourceColumn: column - start + before.length,
  };
}
