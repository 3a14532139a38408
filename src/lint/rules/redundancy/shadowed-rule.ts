import { DIRECTIONS, effectiveRules, ruleName } from "../../analysis/directed-rule.ts";
import { isCovered } from "../../analysis/redundancy/coverage.ts";
import { allowsAll } from "../../analysis/redundancy/rule-equality.ts";
import type { LintRule } from "../../lint-rule.ts";

export const shadowedRule: LintRule = {
  id: "shadowed-rule",
  severity: "warning",
  summary: "all that a rule allows is allowed by another rule of its policy",
  docs: "Rules only add up: one that allows less than another can neither restrict it nor add to it.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies
      .flatMap((policy) => DIRECTIONS.map((direction) => effectiveRules(policy, direction)))
      .flatMap((rules) =>
        rules.flatMap((rule) => {
          const wider = rules.find(
            (other) => !allowsAll(other) && isCovered(rule, other) && !isCovered(other, rule),
          );
          if (wider === undefined) return [];
          const message = `all that this rule allows is allowed by ${ruleName(wider)} too`;
          return [{ place: rule.place, message, hint: "remove it, or make the other one narrower" }];
        }),
      ),
};
