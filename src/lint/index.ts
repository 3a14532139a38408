/** What is wrong with NetworkPolicies, though an API server would take them: pure, from texts to findings. */
export { ALL_RULES } from "./file-rules.ts";
export { type Finding, SEVERITIES, type Severity } from "./finding.ts";
export { type LintOptions, type LintResult, lint } from "./lint.ts";
export { lintRunning } from "./running/lint-running.ts";
