import { duration } from "../../report/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";

/** What fits into the memory that Node takes by itself on most machines: a measured cell takes about 3 KiB. */
export const DEFAULT_MAX_CELLS = 500_000;

export function parseMaxCells(text: string): number {
  const most = /^\d{1,15}$/.test(text) ? Number(text) : 0;
  if (most > 0) return most;
  throw new InputError(`--max-cells ${oneLine(text)}: write a whole number from 1`);
}

/** Something whose cells are counted before any of them is made. */
export interface Sized {
  /** What has them: a file, an application. */
  readonly what: string;
  readonly cells: number;
  /** About how long measuring all of them takes, in ms, where they are measured. */
  readonly estimatedMs?: number;
  /** How to have fewer. */
  readonly advice: string;
}

/** @throws InputError if there are more cells than may be made. */
export function refuseTooMany({ what, cells, estimatedMs, advice }: Sized, most = DEFAULT_MAX_CELLS): void {
  if (cells <= most) return;
  const time = estimatedMs === undefined ? "" : `, which take about ${duration(estimatedMs)} to measure`;
  throw new InputError(
    `${what}: ${numberText(cells)} cells${time}, and --max-cells allows ${numberText(most)}\n  ${advice}, or allow them with --max-cells ${cells}`,
  );
}

/** `12,345`: digits in groups of three. */
export function numberText(count: number): string {
  return count.toLocaleString("en-US");
}
