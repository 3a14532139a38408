import { randomBytes } from "node:crypto";

/** A short name for one run, fit for label values and namespace names. */
export function newRunId(): string {
  return randomBytes(4).toString("hex");
}
