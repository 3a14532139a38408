import type { Inventory } from "../../../manifest/inventory.ts";
import { NAMESPACE_NAME_LABEL, requirementsOf } from "../../../model/index.ts";
import { perObject } from "../../../system/per-object.ts";
import { selectorText } from "../../analysis/label-text.ts";
import { misspellings } from "../../analysis/misspelling.ts";
import { mayBeMeant } from "../../analysis/scope.ts";
import { type SelectorUse, selectorUses } from "../../analysis/selector-use.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const peerNoNamespace: LintRule = {
  id: "peer-no-namespace",
  severity: "warning",
  summary: "a peer's namespaceSelector selects no namespace, so that it allows nothing",
  docs: 'NetworkPolicyPeer.namespaceSelector "selects namespaces using cluster-scoped labels": by their labels, not by name.',
  inScenarios: "info",
  check: (inventory) =>
    inventory.namespaces.length === 0
      ? []
      : selectorUses(inventory)
          .filter((use) => use.role === "peer-namespaces" && misspellings(use).length === 0)
          .filter(({ selector }) => !namesOf(inventory).some((name) => mayBeMeant(selector, name, inventory)))
          .flatMap((use) => remarkOn(use, inventory)),
};

/** Every namespace of which something is known, once. */
const namesOf = perObject(({ namespaces, pods, policies }: Inventory): readonly string[] => {
  const others = [...pods, ...policies].flatMap(({ namespace }) => namespace ?? []);
  return [...new Set([...namespaces.map(({ name }) => name), ...others])];
});

/** Namespaces that clusters have without manifests of ours. */
const OF_THE_CLUSTER = /^(default|kube-.*|openshift-.*|.*-system)$/;

function remarkOn(use: SelectorUse, { complete, namespaces }: Inventory): readonly RuleFinding[] {
  const { selector, place } = use;
  const wanted = requirementsOf(selector).filter(({ operator }) => operator === "In");
  const byName = wanted
    .filter(({ key }) => key === NAMESPACE_NAME_LABEL)
    .flatMap(({ values = [] }) => values);
  if (!complete && byName.some((name) => OF_THE_CLUSTER.test(name))) return [];
  const values = wanted.flatMap(({ values = [] }) => values);
  const meant = values.find(
    (value) => OF_THE_CLUSTER.test(value) || namespaces.some(({ name }) => name === value),
  );
  const hint = hintFor(byName.length > 0, meant);
  const message = `no namespace has the labels ${selectorText(selector)}`;
  // In an open world others may have namespaces with these labels, but a known namespace of that name was meant.
  const isKnown = byName.length === 0 && namespaces.some(({ name }) => name === meant);
  if (complete || isKnown) return [{ place, at: "key", message, hint }];
  return [{ place, at: "key", message: `${message}, as far as is known`, hint, severity: "info" }];
}

/** The server gives every namespace the label of its name, and nobody can change it. */
function hintFor(isByName: boolean, meant: string | undefined): string {
  if (isByName) return "correct the name, unless such a namespace is made elsewhere";
  return meant === undefined
    ? "correct the selector, or label the namespace that is meant"
    : `for the namespace ${meant} write ${NAMESPACE_NAME_LABEL}: ${meant}`;
}
