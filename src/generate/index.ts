/** Scenarios made from what exists, instead of by hand. */
export { type Application, applicationIn } from "./application.ts";
export { generateScenario } from "./generate-scenario.ts";
export { runningApplication } from "./running-application.ts";
export type { Draft } from "./scenario/scenario-text.ts";
export { selfContained } from "./self-contained.ts";
