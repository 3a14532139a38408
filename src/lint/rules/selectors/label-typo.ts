import type { Inventory } from "../../../manifest/inventory.ts";
import { within } from "../../../yaml/place.ts";
import { isAbsenceKnown } from "../../analysis/known-absence.ts";
import { listed } from "../../analysis/label-text.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { type SelectorUse, selectorUses } from "../../analysis/selector-use.ts";
import type { LintRule } from "../../lint-rule.ts";

export const labelTypo: LintRule = {
  id: "label-typo",
  severity: "warning",
  summary: "a selector names a label that nothing has, but something has nearly the same",
  docs: "A selector compares keys and values letter by letter; one that no pod or namespace has selects nothing, silently.",
  inScenarios: "same",
  check: (inventory) =>
    selectorUses(inventory).flatMap((use) =>
      misspellings(use).map(({ path, at, written, meant, owners }) => ({
        place: within(use.place, ...path),
        at,
        message: `no ${use.role === "peer-namespaces" ? "namespace" : "pod"} that is meant here has the label ${written}`,
        ...(mayBeElsewhere(use, inventory) ? { severity: "info" as const } : {}),
        hint: `did you mean ${meant}? ${listed(owners)} ${new Set(owners).size === 1 ? "has" : "have"} it`,
      })),
    ),
};

/** Whether pods that no manifest tells of may well have the label. */
function mayBeElsewhere(use: SelectorUse, inventory: Inventory): boolean {
  return use.role !== "peer-namespaces" && !isAbsenceKnown(use, inventory);
}
