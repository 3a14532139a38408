import { z } from "zod";
import { DEFAULT_TIMEOUTS, type Timeouts } from "../model/index.ts";
import type { Field } from "../yaml/field.ts";
import { readFields } from "../yaml/read-shape.ts";
import { judgedLater } from "../yaml/shape.ts";
import { DURATION, readDuration } from "./duration-text.ts";

const LONGEST_PROBE_MS = 30_000;
const LONGEST_SETTLE_MS = 3_600_000;

export const TIMEOUTS = {
  probe: judgedLater(z.union([z.literal("auto"), DURATION]))
    .optional()
    .describe(
      "How long one probe waits for an answer: 1s, 500ms, or auto, the default: from measured latencies.",
    ),
  settle: judgedLater(DURATION)
    .optional()
    .describe("The grace period after a step's changes, 10s if left out."),
  hold: z
    .int()
    .min(1, '"hold" must be at least 1: one round must be as expected')
    .optional()
    .describe("How many rounds in a row must be as expected, 2 if left out."),
};

/** `timeouts: { probe: 1s|500ms|auto, settle: 10s, hold: 2 }`; what is absent has its default. */
export function readTimeouts(field: Field): Timeouts {
  if (field.value === undefined || field.value === null) return DEFAULT_TIMEOUTS;
  const { probe, hold } = readFields(field, TIMEOUTS);
  return {
    probeMs:
      probe === "auto"
        ? probe
        : (readDuration(field.child("probe"), 10, LONGEST_PROBE_MS) ?? DEFAULT_TIMEOUTS.probeMs),
    settleMs: readDuration(field.child("settle"), 0, LONGEST_SETTLE_MS) ?? DEFAULT_TIMEOUTS.settleMs,
    hold: hold ?? DEFAULT_TIMEOUTS.hold,
  };
}
