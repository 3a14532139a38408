import { within } from "../../../yaml/place.ts";
import type { LintRule } from "../../lint-rule.ts";

export const noNamespace: LintRule = {
  id: "no-namespace",
  severity: "info",
  summary: "a policy names no namespace: it goes wherever kubectl is set to",
  docs: "Without metadata.namespace an object is created in the namespace of the current context, or of -n.",
  inScenarios: "off",
  check: ({ policies }) =>
    policies
      .filter(({ namespace }) => namespace === undefined)
      .map(({ place, name }) => ({
        place: within(place, "metadata"),
        at: "key",
        message: `${name} names no namespace: it will protect whichever kubectl is set to`,
        hint: "write metadata.namespace, or pass --namespace here and -n to kubectl",
      })),
};
