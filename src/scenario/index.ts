/** YAML text in, a checked Scenario or every problem out. */
export { scenarioJsonSchema } from "./json-schema.ts";

export { type ParseOptions, type ParseResult, parseScenario } from "./parse-scenario.ts";
export { policyRefusal } from "./policy-refusal.ts";
export { type Problem, renderProblems } from "./problem.ts";
