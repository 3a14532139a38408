import { z } from "zod";
import type { Field } from "../yaml/field.ts";

const FORM = /^(?<count>\d+(\.\d+)?)(?<unit>ms|s|m)$/;

const UNIT_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000 };

/** How editors see a duration. */
export const DURATION = z.string().regex(FORM);

/** A duration in ms; undefined if it is absent, or wrong and reported. */
export function readDuration(field: Field, leastMs: number, mostMs: number): number | undefined {
  if (field.value === undefined) return undefined;
  const { count, unit } = FORM.exec(`${field.value}`)?.groups ?? {};
  const factor = UNIT_MS[unit ?? ""];
  if (factor === undefined) {
    field.problem(
      `${JSON.stringify(field.value)} is not a duration`,
      "write a number with its unit: 500ms, 10s or 2m",
    );
    return undefined;
  }
  const ms = Number(count) * factor;
  if (ms >= leastMs && ms <= mostMs) return ms;
  field.problem(`${field.label} must be between ${leastMs} ms and ${mostMs / 1000} s, not ${field.value}`);
  return undefined;
}
