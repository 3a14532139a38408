import type { Problem } from "../yaml/problem.ts";
import type { Identity } from "./identity.ts";

/**
 * - `error`: the API server refuses it.
 * - `warning`: it does not do what its author very likely meant.
 * - `info`: worth a look; it may well be meant.
 */
export type Severity = "error" | "warning" | "info";

/** What a rule found, where. The hint says what to do. */
export interface Finding extends Problem, Identity {
  readonly rule: string;
  readonly severity: Severity;
}
