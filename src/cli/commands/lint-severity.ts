import type { Finding } from "../../lint/index.ts";

/** The severities of findings, the least first. */
export const SEVERITIES = ["info", "warning", "error"] as const;

/** Whether a finding is of a severity or of a worse one. */
export function isAtLeast({ severity }: Pick<Finding, "severity">, least: Finding["severity"]): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
