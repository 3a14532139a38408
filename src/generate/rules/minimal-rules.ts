import type { Expectation, Parties } from "../../model/index.ts";
import { bestLines } from "./best-lines.ts";
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
  let best: Found | undefined;
  for (const otherwise of defaultsFor(cells))
    for (const loss of LOSSES) {
      const lines = search(grid, otherwise, loss, best?.cost ?? Number.POSITIVE_INFINITY);
      const cost = lines === undefined ? Number.POSITIVE_INFINITY : costOfAll(lines);
      if (lines !== undefined && cost < (best?.cost ?? Number.POSITIVE_INFINITY))
        best = { otherwise, lines, cost };
    }
  if (best === undefined) throw new Error("no rules were found for a matrix");
  return { default: best.otherwise, lines: best.lines.map(({ line }) => line) };
}

interface Found {
  readonly otherwise: Expectation;
  readonly lines: readonly PlacedLine[];
  readonly cost: number;
}

/** A denial is the better default where both are as short: it also covers what is added later. */
function defaultsFor(cells: readonly DecidedCell[]): readonly [Expectation, ...Expectation[]] {
  const [first, ...others] = new Set(cells.map(({ expect }) => expect));
  if (first === undefined) return ["deny"];
  return others.length === 0 ? [first] : ["deny", "allow"];
}

/** How much more may be found than what is known to suffice, since lines are joined in the end. */
const SLACK = 2;

/**
 * Each line puts right more than it puts wrong, and a line for a single cell always exists, so that this ends; undefined
 * if it becomes far longer than `known`.
 */
function search(
  grid: Grid,
  otherwise: Expectation,
  loss: number,
  known: number,
): readonly PlacedLine[] | undefined {
  const candidates = candidatesOf(grid);
  const lines: PlacedLine[] = [];
  while (costOfAll(lines) <= SLACK * known) {
    const said = saidBy(grid, otherwise, lines);
    if (isExact(grid, said)) return simplified(grid, otherwise, lines);
    const next = bestLines(grid, said, candidates, loss);
    if (next.length === 0) throw new Error("no rule separates two cells of different expectations");
    lines.push(...next);
  }
  return undefined;
}
