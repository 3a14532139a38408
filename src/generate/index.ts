/** Scenarios made from what exists, instead of by hand. */
export { generateScenario } from "./generate-scenario.ts";
export { runningApplication } from "./running-application.ts";
export type { Draft, ManifestItem } from "./scenario/scenario-text.ts";
export { subjectOf } from "./subject.ts";
export { type Testable, testable } from "./testable.ts";
