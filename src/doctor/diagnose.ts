import { CHECKS } from "./checks/index.ts";
import type { DoctorFacts } from "./facts.ts";
import type { Finding } from "./finding.ts";

/** What the facts mean, a finding for each thing that was looked at. */
export function diagnose(facts: DoctorFacts, checks = CHECKS): readonly Finding[] {
  return checks.flatMap(({ id, examine }) => examine(facts).map((finding) => ({ check: id, ...finding })));
}
