import type { LintRule } from "./lint-rule.ts";
import { RULES } from "./rules/index.ts";

/** What lists of rules say of a rule. */
export type RuleInfo = Pick<LintRule, "id" | "severity" | "summary" | "docs">;

export const INVALID: RuleInfo = {
  id: "invalid",
  severity: "error",
  summary: "the API server would refuse the manifest, or it is not YAML, or no scenario",
  docs: "Nothing else is said of a manifest before it is valid. Fields that the API does not know are refused too.",
};

export const KUBECTL_NUMBER: RuleInfo = {
  id: "kubectl-number",
  severity: "warning",
  summary: "a port is another number to kubectl than it looks: 0120 is 80",
  docs: "kubectl reads YAML 1.1, where a leading zero makes a number octal and underscores are left out.",
};

export const UNKNOWN_IGNORE: RuleInfo = {
  id: "unknown-ignore",
  severity: "warning",
  summary: "a comment ignores a rule that does not exist",
  docs: "A comment # netverdict-lint-ignore: RULE with a misspelled rule ignores nothing.",
};

/** Every rule, those that look at files before anything else included. */
export const ALL_RULES: readonly RuleInfo[] = [INVALID, KUBECTL_NUMBER, ...RULES, UNKNOWN_IGNORE];
