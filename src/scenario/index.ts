/** YAML text in, a checked Scenario or every problem out. */

export { policyRefusal } from "../manifest/policy-refusal.ts";
export type { Problem } from "../yaml/problem.ts";
export { renderProblems } from "../yaml/render-problems.ts";
export { parseCells, patternsOf } from "./expectations/cells-text.ts";
export { scenarioJsonSchema } from "./json-schema.ts";
export { holdsScenario, looksLikeScenario } from "./no-scenario.ts";
export { type ParseOptions, type ParseResult, parseScenario } from "./parse-scenario.ts";
