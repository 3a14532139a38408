import { type PlacedPolicy, refOf } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { listed } from "../../analysis/label-text.ts";
import { redundantPolicies } from "../../analysis/redundancy/redundant-policies.ts";
import { whereIs } from "../../analysis/where-is.ts";
import type { LintRule } from "../../lint-rule.ts";

export const redundantPolicy: LintRule = {
  id: "redundant-policy",
  severity: "info",
  summary:
    "a policy changes nothing, since others allow as much to the same pods; a warning in a whole world",
  docs: "Policies only add up: what one allows no other can restrict, and pods are isolated as long as any policy selects them.",
  inScenarios: "never",
  check: ({ policies, complete }) =>
    redundantPolicies(policies).map(({ policy, others }) => {
      const allow = others.length === 1 ? "isolates and allows" : "isolate and allow";
      return {
        place: within(policy.place, "metadata", "name"),
        message: `${refOf(policy)} changes nothing: for its pods ${listed(others.map((other) => nameFrom(policy, other)))} ${allow} as much already`,
        hint: `if less is meant to be allowed, narrow ${others.length === 1 ? "that one" : "those"}${complete ? "; else delete the policy" : ""}`,
        ...(complete ? { severity: "warning" as const } : {}),
      };
    }),
};

/** With its place if that is in another file, where one of the same name may be. */
function nameFrom({ place }: PlacedPolicy, other: PlacedPolicy): string {
  const isNear = place.document.source.file === other.place.document.source.file;
  return isNear ? refOf(other) : `${refOf(other)} (${whereIs(other.place)})`;
}
