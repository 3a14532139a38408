import type { Expectation } from "../../model/index.ts";
import type { Said } from "./best-lines.ts";
import { costOf, type PlacedLine } from "./candidates.ts";
import type { Grid } from "./grid.ts";
import { lineText, patternText, targetText } from "./rule-line.ts";

/** What lines say, read from top to bottom, of each cell. */
export function saidBy(grid: Grid, otherwise: Expectation, lines: readonly PlacedLine[]): Said {
  const said = grid.wanted.map((row) => row.map(() => otherwise));
  for (const { line, rows, columns } of lines)
    for (const r of rows) {
      const row = said[r];
      if (row !== undefined) for (const c of columns) row[c] = line.expect;
    }
  return said;
}

export function isExact({ wanted }: Grid, said: Said): boolean {
  return wanted.every((row, r) => row.every((want, c) => want === undefined || want === said[r]?.[c]));
}

/** Fewer lines that say the same: without those that later ones have made idle, and with those joined that differ on one side. */
export function simplified(
  grid: Grid,
  otherwise: Expectation,
  lines: readonly PlacedLine[],
): readonly PlacedLine[] {
  const holds = (some: readonly PlacedLine[]): boolean => isExact(grid, saidBy(grid, otherwise, some));
  let kept = lines;
  for (const line of lines) {
    const without = kept.filter((each) => each !== line);
    if (holds(without)) kept = without;
  }
  return inOrder(joined(kept, holds));
}

/** The first pair that can be joined is, until there is none. */
function joined(
  lines: readonly PlacedLine[],
  holds: (lines: readonly PlacedLine[]) => boolean,
): readonly PlacedLine[] {
  for (const fewer of withOneJoined(lines)) if (holds(fewer)) return joined(fewer, holds);
  return lines;
}

/** All lists in which two of the lines have become one, in the place of either. */
function* withOneJoined(lines: readonly PlacedLine[]): Generator<readonly PlacedLine[]> {
  for (const [index, earlier] of lines.entries())
    for (const later of lines.slice(index + 1)) {
      const both = join(earlier, later);
      if (both === undefined) continue;
      const others = (gone: PlacedLine) => lines.filter((each) => each !== gone);
      yield others(later).map((each) => (each === earlier ? both : each));
      yield others(earlier).map((each) => (each === later ? both : each));
    }
}

/** Longer lines than this are left as two. */
const LONGEST = 100;

function join(one: PlacedLine, other: PlacedLine): PlacedLine | undefined {
  const [a, b] = [one.line, other.line];
  if (a.expect !== b.expect || a.via !== b.via) return undefined;
  const sameSources = textOf(a.sources, patternText) === textOf(b.sources, patternText);
  const sameTargets = textOf(a.targets, targetText) === textOf(b.targets, targetText);
  const arePorts = new Set([...a.targets, ...b.targets].map(hasPort)).size === 1;
  if (!sameTargets && !(sameSources && arePorts)) return undefined;
  const line = sameTargets
    ? { ...a, sources: [...a.sources, ...b.sources] }
    : { ...a, targets: [...a.targets, ...b.targets] };
  if (lineText(line).length > LONGEST) return undefined;
  return {
    line,
    rows: [...new Set([...one.rows, ...other.rows])],
    columns: [...new Set([...one.columns, ...other.columns])],
  };
}

function hasPort({ port, protocol }: { readonly port?: number; readonly protocol?: string }): boolean {
  return port !== undefined || protocol !== undefined;
}

function textOf<T>(items: readonly T[], text: (item: T) => string): string {
  return items.map(text).sort().join();
}

/** Lines that expect the same and follow each other may stand in any order: in that of their targets. */
function inOrder(lines: readonly PlacedLine[]): readonly PlacedLine[] {
  const runs: PlacedLine[][] = [];
  for (const placed of lines.map(withSortedTerms)) {
    const run = runs.at(-1);
    if (run?.[0]?.line.expect === placed.line.expect) run.push(placed);
    else runs.push([placed]);
  }
  return runs.flatMap((run) => run.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)));
}

function withSortedTerms(placed: PlacedLine): PlacedLine {
  const { line } = placed;
  const sources = line.sources.toSorted((a, b) => (patternText(a) < patternText(b) ? -1 : 1));
  const targets = line.targets.toSorted((a, b) => (targetText(a) < targetText(b) ? -1 : 1));
  return { ...placed, line: { ...line, sources, targets } };
}

function sortKey({ line }: PlacedLine): string {
  return `${textOf(line.targets, targetText)} ${line.via ?? ""} ${textOf(line.sources, patternText)}`;
}

/** What reading all of them costs. */
export function costOfAll(lines: readonly PlacedLine[]): number {
  return lines.reduce((sum, { line }) => sum + costOf(line), 0);
}
