import type { Expectation, Parties } from "../../model/index.ts";
import { bestLine } from "./best-line.ts";
import { candidatesOf, type PlacedLine } from "./candidates.ts";
import { type DecidedCell, type Grid, gridOf } from "./grid.ts";
import type { RuleLine } from "./rule-line.ts";
import { costOfAll, isExact, saidBy, simplified } from "./simplify.ts";

/** An expected matrix as few lines: what is expected of most cells, and rules of which later ones win. */
export interface MinimalRules {
  readonly default: Expectation;
  readonly lines: readonly RuleLine[];
}

/** What a cell counts that a line puts wrong, to be put right by a later one; the last allows none. */
const LOSSES = [1, 2, 1e6];

/**
 * Few rules that say of each cell exactly what is wanted, as the scenario language reads them. Greedy: the line that puts
 * most right comes next; the shortest outcome of several beginnings is taken. The same cells give the same rules.
 *
 * @param cells - flows of one family each, none of which leads back to its source.
 */
export function minimalRules(cells: readonly DecidedCell[], parties: Parties): MinimalRules {
  const grid = gridOf(cells, parties);
  const found = defaultsFor(cells).flatMap((otherwise) =>
    LOSSES.map((loss) => ({ otherwise, lines: search(grid, otherwise, loss) })),
  );
  const best = found.reduce((a, b) => (costOfAll(b.lines) < costOfAll(a.lines) ? b : a));
  return { default: best.otherwise, lines: best.lines.map(({ line }) => line) };
}

/** A denial is the better default where both are as short: it also covers what is added later. */
function defaultsFor(cells: readonly DecidedCell[]): readonly [Expectation, ...Expectation[]] {
  const [first, ...others] = new Set(cells.map(({ expect }) => expect));
  if (first === undefined) return ["deny"];
  return others.length === 0 ? [first] : ["deny", "allow"];
}

/** Each line puts right more than it puts wrong, and a line for a single cell always exists, so that this ends. */
function search(grid: Grid, otherwise: Expectation, loss: number): readonly PlacedLine[] {
  const candidates = candidatesOf(grid);
  const lines: PlacedLine[] = [];
  for (;;) {
    const said = saidBy(grid, otherwise, lines);
    if (isExact(grid, said)) return simplified(grid, otherwise, lines);
    const next = bestLine(grid, said, candidates, loss);
    if (next === undefined) throw new Error("no rule separates two cells of different expectations");
    lines.push(next);
  }
}
