/** YAML text in, a checked Scenario or every problem out. */

export { policyRefusal } from "../manifest/policy-refusal.ts";
export { type Problem, renderProblems } from "../yaml/problem.ts";
export { scenarioJsonSchema } from "./json-schema.ts";
export { type ParseOptions, type ParseResult, parseScenario } from "./parse-scenario.ts";
