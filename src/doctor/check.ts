import type { DoctorFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** Judges some of the facts; finds nothing where there is nothing to say. */
export interface Check {
  readonly id: string;
  readonly examine: (facts: DoctorFacts) => readonly Omit<Finding, "check">[];
}
