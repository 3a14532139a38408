import type { Expectation } from "../../model/index.ts";
import { type Candidates, costOf, type PlacedLine } from "./candidates.ts";
import { chooseTerms } from "./choose-terms.ts";
import type { Grid } from "./grid.ts";

/** What the lines so far say, by row and column. */
export type Said = readonly (readonly Expectation[])[];

/** How many cells a line would put right, less those that it would put wrong, each of which counts `loss`. */
type Gains = readonly (readonly number[])[];

interface Scored {
  readonly placed: PlacedLine;
  readonly score: number;
}

/**
 * The line that, said after the others, puts most right for what it costs to read; and those as good that speak of none
 * of its cells, nor of each other's.
 */
export function bestLines(
  grid: Grid,
  said: Said,
  candidates: Candidates,
  loss: number,
): readonly PlacedLine[] {
  const wrong = new Set(
    grid.wanted.flatMap((row, r) => row.filter((want, c) => want !== undefined && want !== said[r]?.[c])),
  );
  let best: Scored[] = [];
  for (const expect of [...wrong].filter((each) => each !== undefined).sort()) {
    const gains = gainsOf(grid, said, expect, loss);
    for (const scored of [
      ...linesByTarget(gains, candidates, expect),
      ...linesBySource(gains, candidates, expect),
    ]) {
      const highest = best[0]?.score ?? 0;
      if (scored.score > highest) best = [scored];
      else if (scored.score === highest && highest > 0) best.push(scored);
    }
  }
  return apart(best.map(({ placed }) => placed));
}

/** The first of the lines, and each other that has no cell in common with those before. */
function apart(lines: readonly PlacedLine[]): readonly PlacedLine[] {
  const taken = new Set<string>();
  return lines.filter(({ rows, columns }) => {
    const cells = rows.flatMap((row) => columns.map((column) => `${row} ${column}`));
    if (cells.some((cell) => taken.has(cell))) return false;
    for (const cell of cells) taken.add(cell);
    return true;
  });
}

function gainsOf({ wanted }: Grid, said: Said, expect: Expectation, loss: number): Gains {
  return wanted.map((row, r) =>
    row.map((want, c) => {
      if (want === undefined) return 0;
      const now = said[r]?.[c];
      if (want === expect) return now === want ? 0 : 1;
      return now === want ? -loss : 0;
    }),
  );
}

/** For each targets the best sources. */
function* linesByTarget(
  gains: Gains,
  { sources, targets }: Candidates,
  expect: Expectation,
): Generator<Scored> {
  for (const { via, terms } of targets)
    for (const { value, members: columns } of terms) {
      const byRow = gains.map((row) => columns.reduce((sum, column) => sum + (row[column] ?? 0), 0));
      const chosen = chooseTerms(byRow, sources);
      if (chosen === undefined) continue;
      const way = via === undefined ? {} : { via };
      const line = { expect, sources: chosen.values, targets: [value], ...way };
      yield { placed: { line, rows: chosen.members, columns }, score: chosen.gain / costOf(line) };
    }
}

/** For each sources the best targets. */
function* linesBySource(
  gains: Gains,
  { sources, targets }: Candidates,
  expect: Expectation,
): Generator<Scored> {
  for (const { value, members: rows } of sources) {
    const byColumn = (gains[0] ?? []).map((_, column) =>
      rows.reduce((sum, row) => sum + (gains[row]?.[column] ?? 0), 0),
    );
    for (const { via, terms } of targets) {
      const chosen = chooseTerms(byColumn, terms);
      if (chosen === undefined) continue;
      const way = via === undefined ? {} : { via };
      const line = { expect, sources: [value], targets: chosen.values, ...way };
      yield { placed: { line, rows, columns: chosen.members }, score: chosen.gain / costOf(line) };
    }
  }
}
