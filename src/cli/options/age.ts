import { oneLine } from "../../safe-text/index.ts";
import { InputError } from "../input-error.ts";

const UNIT_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 } as const;

/** An age in ms, written as durations in scenarios are, also in hours and days: `90s`, `30m`, `2h`, `1d`. */
export function parseAge(text: string): number {
  const { count, unit } = /^(?<count>\d+(\.\d+)?)(?<unit>ms|s|m|h|d)$/.exec(text)?.groups ?? {};
  const unitMs = UNIT_MS[unit as keyof typeof UNIT_MS];
  if (unitMs === undefined)
    throw new InputError(`'${oneLine(text)}' is not a duration: write a number with its unit: 30m, 2h or 1d`);
  return Number(count) * unitMs;
}
