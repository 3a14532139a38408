/** Scenarios made from what exists, instead of by hand. */
export { type Generated, type GenerateOptions, generateScenario } from "./generate-scenario.ts";
export type { Draft, Subject } from "./scenario/scenario-text.ts";
