import { DIRECTIONS, effectiveRules } from "../directed-rule.ts";
import { listed } from "../label-text.ts";
import type { LintRule } from "../lint-rule.ts";
import { within } from "../place.ts";
import { areEqual } from "../requirements.ts";
import { allowTheSame } from "../rule-equality.ts";
import { isolates, type PlacedPolicy, refOf } from "../surroundings.ts";

export const duplicatePolicy: LintRule = {
  id: "duplicate-policy",
  severity: "warning",
  summary: "a policy means the same as another of its namespace with another name",
  docs: "Policies only add up, so that a second equal one changes nothing, until somebody corrects one of the two.",
  inScenarios: "off",
  check: ({ policies }) =>
    policies.flatMap((policy, index) => {
      const twins = policies.slice(0, index).filter((earlier) => meanTheSame(policy, earlier));
      if (twins.length === 0) return [];
      const message = `${refOf(policy)} means the same as ${listed(twins.map(refOf))}`;
      return [{ place: within(policy.place, "metadata", "name"), message, hint: "delete one of them" }];
    }),
};

function meanTheSame(one: PlacedPolicy, other: PlacedPolicy): boolean {
  return (
    one.namespace === other.namespace &&
    one.name !== other.name &&
    areEqual(one.spec.podSelector, other.spec.podSelector) &&
    DIRECTIONS.every((direction) => {
      const [rules, others] = [effectiveRules(one, direction), effectiveRules(other, direction)];
      return (
        isolates(one, direction) === isolates(other, direction) &&
        rules.every((rule) => others.some((each) => allowTheSame(rule, each))) &&
        others.every((rule) => rules.some((each) => allowTheSame(rule, each)))
      );
    })
  );
}
