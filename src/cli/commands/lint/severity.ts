import { SEVERITIES, type Severity } from "../../../lint/index.ts";

/** Whether a finding is of a severity or of a worse one. */
export function isAtLeast({ severity }: { readonly severity: Severity }, least: Severity): boolean {
  return SEVERITIES.indexOf(severity) >= SEVERITIES.indexOf(least);
}
