import { within } from "../../../yaml/place.ts";
import { DIRECTIONS, sectionOf, writtenRules } from "../../analysis/directed-rule.ts";
import { isolates } from "../../analysis/isolates.ts";
import type { LintRule } from "../../lint-rule.ts";

export const ignoredRules: LintRule = {
  id: "ignored-rules",
  severity: "warning",
  summary: "a section has rules, but policyTypes leaves its direction out, so that they are ignored",
  docs: "If policyTypes is written it alone says which directions count; rules of another direction are accepted and ignored.",
  inScenarios: "info",
  check: ({ policies }) =>
    policies.flatMap((policy) =>
      DIRECTIONS.filter(
        (direction) => writtenRules(policy, direction).length > 0 && !isolates(policy, direction),
      ).map((direction) => ({
        place: within(policy.place, "spec", sectionOf(direction)),
        at: "key",
        message: `the ${sectionOf(direction)} rules are ignored: policyTypes does not list ${direction}`,
        hint: `add ${direction} to policyTypes, or remove the rules`,
      })),
    ),
};
