import { listed } from "../label-text.ts";
import type { LintRule } from "../lint-rule.ts";
import { misspellings } from "../misspelling.ts";
import { within } from "../place.ts";
import { selectorUses } from "../selector-use.ts";

export const labelTypo: LintRule = {
  id: "label-typo",
  severity: "warning",
  summary: "a selector names a label that nothing has, but something has nearly the same",
  docs: "A selector compares keys and values letter by letter; one that no pod or namespace has selects nothing, silently.",
  inScenarios: "same",
  check: (surroundings) =>
    selectorUses(surroundings).flatMap((use) =>
      misspellings(use).map(({ path, at, written, meant, owners }) => ({
        place: within(use.place, ...path),
        at,
        message: `no ${use.role === "peer-namespaces" ? "namespace" : "pod"} that is meant here has the label ${written}`,
        hint: `did you mean ${meant}? ${listed(owners)} ${new Set(owners).size === 1 ? "has" : "have"} it`,
      })),
    ),
};
