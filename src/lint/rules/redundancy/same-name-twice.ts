import { type PlacedPolicy, refOf } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { whereIs } from "../../analysis/where-is.ts";
import type { LintRule } from "../../lint-rule.ts";

export const sameNameTwice: LintRule = {
  id: "same-name-twice",
  severity: "warning",
  summary: "two policies of a namespace have the same name, so that the later replaces the other",
  docs: "A name stands for one object of its kind in a namespace: applying another one replaces it.",
  inScenarios: "off",
  check: ({ policies, complete }) => {
    const first = new Map<string, PlacedPolicy>();
    for (const policy of policies) if (!first.has(refOf(policy))) first.set(refOf(policy), policy);
    return policies.flatMap((policy) => {
      const earlier = first.get(refOf(policy));
      if (earlier === undefined || earlier === policy) return [];
      const message = `the NetworkPolicy ${refOf(policy)} replaces the one in ${whereIs(earlier.place)}`;
      const hint = `give it another name${complete ? ", or delete one of them" : ""}`;
      return [{ place: within(policy.place, "metadata", "name"), message, hint }];
    });
  },
};
