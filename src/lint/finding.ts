import type { Problem } from "../yaml/problem.ts";
import type { Identity } from "./identity.ts";

/**
 * - `error`: the API server refuses it.
 * - `warning`: it does not do what its author very likely meant.
 * - `info`: worth a look; it may well be meant.
 */
export type Severity = "error" | "warning" | "info";

/** The least first. */
export const SEVERITIES = ["info", "warning", "error"] as const satisfies readonly Severity[];

/** By rule, how severe its findings are, whatever it says itself; with `off` there are none. */
export type Levels = Readonly<Record<string, Severity | "off">>;

/** What a rule found, where. The hint says what to do. */
export interface Finding extends Problem, Identity {
  readonly rule: string;
  readonly severity: Severity;
}

/** The severity that is asked for, if one is. */
export function levelOf(rule: string, levels: Levels): Severity | undefined {
  const level = levels[rule];
  return level === "off" ? undefined : level;
}
