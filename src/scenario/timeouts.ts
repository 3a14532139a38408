import { z } from "zod";
import { DEFAULT_TIMEOUTS, type Timeouts } from "../model/index.ts";
import { readFields } from "./read-shape.ts";
import type { Spot } from "./spot.ts";

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

const LONGEST_PROBE_MS = 30_000;
const LONGEST_SETTLE_MS = 3_600_000;

const TIMEOUTS = {
  probe: z.unknown().optional(),
  settle: z.unknown().optional(),
  hold: z.int().min(1, '"hold" must be at least 1: one round must be as expected').optional(),
};

/** `timeouts: { probe: 1s|500ms|auto, settle: 10s, hold: 2 }`; what is absent has its default. */
export function readTimeouts(spot: Spot): Timeouts {
  if (spot.value === undefined || spot.value === null) return DEFAULT_TIMEOUTS;
  const { probe, hold } = readFields(spot, TIMEOUTS);
  return {
    probeMs:
      probe === "auto"
        ? probe
        : (readDuration(spot.child("probe"), 10, LONGEST_PROBE_MS) ?? DEFAULT_TIMEOUTS.probeMs),
    settleMs: readDuration(spot.child("settle"), 0, LONGEST_SETTLE_MS) ?? DEFAULT_TIMEOUTS.settleMs,
    hold: hold ?? DEFAULT_TIMEOUTS.hold,
  };
}

/** A duration in ms; nothing if it is absent, or wrong and reported. */
function readDuration(spot: Spot, leastMs: number, mostMs: number): number | undefined {
  if (spot.value === undefined) return undefined;
  const { count, unit } = /^(?<count>\d+(\.\d+)?)(?<unit>ms|s|m)$/.exec(`${spot.value}`)?.groups ?? {};
  const factor = UNIT_MS[unit ?? ""];
  if (factor === undefined) {
    spot.problem(
      `${JSON.stringify(spot.value)} is not a duration`,
      "write a number with its unit: 500ms, 10s or 2m",
    );
    return undefined;
  }
  const ms = Number(count) * factor;
  if (ms >= leastMs && ms <= mostMs) return ms;
  spot.problem(`${spot.label} must be between ${leastMs} ms and ${mostMs / 1000} s, not ${spot.value}`);
  return undefined;
}
