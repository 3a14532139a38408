/** Does a cluster enforce NetworkPolicy, and how far can measurements in it be trusted? */
export { LEFTOVERS } from "./checks/leftovers.ts";
export { diagnose } from "./diagnose.ts";
export { type DoctorReport, doctorReport } from "./doctor-report.ts";
export type { EnforcementFacts } from "./enforcement/enforcement-facts.ts";
export { measureEnforcement } from "./enforcement/measure-enforcement.ts";
export { doctorScenario, podNames } from "./enforcement/scenario.ts";
export type { DoctorFacts, KnownDeviations } from "./facts.ts";
export { exitCodeFor } from "./finding.ts";
export { renderDoctorJson } from "./render/json.ts";
export { renderDoctor, renderFindings } from "./render/terminal.ts";
