import { within } from "../../../yaml/place.ts";
import type { LintRule } from "../../lint-rule.ts";

export const noPodSelector: LintRule = {
  id: "no-pod-selector",
  severity: "warning",
  summary: "a policy without podSelector selects every pod of its namespace",
  docs: 'NetworkPolicySpec.podSelector: "If it is not specified, it defaults to an empty selector"; older API servers call it required.',
  inScenarios: "off",
  check: ({ policies }) =>
    policies
      .filter(({ spec }) => spec.podSelector === undefined)
      .map(({ place }) => ({
        place: within(place, "spec"),
        at: "key",
        message: "without podSelector the policy selects every pod of its namespace",
        hint: "write podSelector: {} if that is meant",
      })),
};
