import { amountJobs, cleanJobs, packetJobs, scenarioJobs, simulatedJobs } from "./jobs.ts";
import type { Options, Part } from "./options.ts";
import type { Job } from "./results.ts";

/** Those that people write by hand; the 230 of cyclonus/ are generated and take as long as all others. */
const SIMULATED = [
  "conformance",
  "semantics",
  "recipes",
  "cni-bugs",
  "segmentation",
  "multitenant",
  "zero-trust",
] as const;
const WITH_PACKETS = ["recipes"] as const;
const CLEAN = ["recipes", "semantics"] as const;

/** What the options ask for, the quickest parts first. */
export function jobsOf({ parts, faults, suites, clean }: Options): readonly Job[] {
  const or = (usual: readonly string[]) => (suites.length > 0 ? suites : usual);
  const make: Readonly<Record<Part, () => readonly Job[]>> = {
    scenario: () => scenarioJobs(faults),
    simulated: () => simulatedJobs(faults, or(SIMULATED)),
    packets: () => packetJobs(faults, or(WITH_PACKETS)),
    amount: () => amountJobs(),
    clean: () => cleanJobs(or(CLEAN), clean),
  };
  return parts.flatMap((part) => make[part]());
}
