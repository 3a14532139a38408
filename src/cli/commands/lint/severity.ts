import type { Finding } from "../../../lint/index.ts";

export type Severity = Finding["severity"];

/** The severities of findings, the least first. */
export const SEVERITIES = ["info", "warning", "error"] as const satisfies readonly Severity[];

/** Whether a finding is of a severity or of a worse one. */
export function isAtLeast({ severity }: { readonly severity: Severity }, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
