import { DIRECTIONS, effectiveRules, ruleName } from "../../analysis/directed-rule.ts";
import { allowTheSame } from "../../analysis/redundancy/rule-equality.ts";
import type { LintRule } from "../../lint-rule.ts";

export const duplicateRule: LintRule = {
  id: "duplicate-rule",
  severity: "warning",
  summary: "a rule says the same as an earlier one of its policy",
  docs: "Rules only add up: traffic is allowed if any of them matches, so that a second equal one changes nothing.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies
      .flatMap((policy) => DIRECTIONS.map((direction) => effectiveRules(policy, direction)))
      .flatMap((rules) =>
        rules.flatMap((rule, index) => {
          const first = rules.slice(0, index).find((earlier) => allowTheSame(rule, earlier));
          if (first === undefined) return [];
          const message = `this rule allows the same as ${ruleName(first)}`;
          return [{ place: rule.place, message, hint: "remove it, or correct what should differ" }];
        }),
      ),
};
