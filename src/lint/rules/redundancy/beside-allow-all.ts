import { DIRECTIONS, effectiveRules, ruleName } from "../../analysis/directed-rule.ts";
import { allowsAll } from "../../analysis/redundancy/rule-equality.ts";
import type { LintRule } from "../../lint-rule.ts";

export const besideAllowAll: LintRule = {
  id: "beside-allow-all",
  severity: "warning",
  summary: "a rule without peers and ports allows everything, so that the others beside it do nothing",
  docs: "An absent or empty list of peers, and of ports, does not restrict: the rule {} allows everything in its direction.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies
      .flatMap((policy) => DIRECTIONS.map((direction) => effectiveRules(policy, direction)))
      .flatMap((rules) => {
        const all = rules.find(allowsAll);
        const others = rules.filter((rule) => !allowsAll(rule));
        if (all === undefined || others.length === 0) return [];
        const rest = others.length === 1 ? "the other rule does" : `the other ${others.length} rules do`;
        return [
          {
            place: all.place,
            message: `${ruleName(all)} allows everything, so that ${rest} nothing`,
            hint: "remove it, or say in it from whom or to which ports; or remove the others",
          },
        ];
      }),
};
