import { refOf } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { listed } from "../../analysis/label-text.ts";
import { meanTheSame } from "../../analysis/redundancy/same-meaning.ts";
import type { LintRule } from "../../lint-rule.ts";

export const duplicatePolicy: LintRule = {
  id: "duplicate-policy",
  severity: "warning",
  summary: "a policy means the same as another of its namespace with another name",
  docs: "Policies only add up, so that a second equal one changes nothing, until somebody corrects one of the two.",
  inScenarios: "off",
  check: ({ policies, complete }) =>
    policies.flatMap((policy, index) => {
      const duplicates = policies.slice(0, index).filter((earlier) => meanTheSame(policy, earlier));
      if (duplicates.length === 0) return [];
      const message = `${refOf(policy)} means the same as ${listed(duplicates.map(refOf))}`;
      const hint = `correct what should differ${complete ? ", or delete one of them" : ""}`;
      return [{ place: within(policy.place, "metadata", "name"), message, hint }];
    }),
};
