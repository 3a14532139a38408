import { estimatedMs } from "../../probe/index.ts";
import { duration } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import type { SuiteItem } from "../../suite/index.ts";
import { numberText, refuseTooMany } from "../options/max-cells.ts";

/** How many cells some scenarios have together, and about how long measuring them one after another takes. */
export function totalSize(items: readonly SuiteItem[]): {
  readonly cells: number;
  readonly estimatedMs: number;
} {
  return {
    cells: items.reduce((sum, { size }) => sum + size.cells, 0),
    estimatedMs: items.reduce((sum, { size, scenario }) => sum + estimatedMs(size, scenario.timeouts), 0),
  };
}

/**
 * Before the cells of scenarios are made: refuses too many.
 *
 * @param paths - where they are from.
 * @throws InputError with the number, the estimate and what to do.
 */
export function checkSize(items: readonly SuiteItem[], paths: readonly string[], maxCells?: number): void {
  const advice =
    items.length > 1 ? "choose fewer scenarios with --grep, --tag or --shard" : "declare fewer pods or ports";
  refuseTooMany({ what: paths.map(oneLine).join(", "), advice, ...totalSize(items) }, maxCells);
}

/** Whether so many ms are worth a word before they are spent. */
export function isLong(ms: number): boolean {
  return ms >= 60_000;
}

/** `250,000 cells take about 2 min 5 s one after another`; undefined where nobody has to be told. */
export function longRun(items: readonly SuiteItem[]): string | undefined {
  const { cells, estimatedMs: ms } = totalSize(items);
  return isLong(ms) ? `${numberText(cells)} cells: measuring takes about ${duration(ms)}` : undefined;
}
