import type { Inventory } from "../../manifest/inventory.ts";
import { type LabelSelector, NAMESPACE_NAME_LABEL, requirementsOf, selects } from "../../model/index.ts";
import { mayHoldOtherPods } from "./makes-pods.ts";
import type { SelectorUse } from "./selector-use.ts";

/**
 * Whether a pod that is not known is not there either, where a selector chooses from pods. Manifests are rarely all that
 * runs: of the namespaces that are meant, each must have known pods, and none that may hold others.
 */
export function isAbsenceKnown({ policy, namespaces }: SelectorUse, inventory: Inventory): boolean {
  if (inventory.complete) return true;
  const meant = namespaces === undefined ? [policy.namespace] : namesMeant(namespaces, inventory);
  return (
    meant.length > 0 &&
    meant.every(
      (name) =>
        inventory.pods.some(({ namespace }) => namespace === name) && !mayHoldOtherPods(name, inventory),
    )
  );
}

/** The namespaces that a selector names, or selects by labels that manifests give them; none if any may be meant. */
function namesMeant(selector: LabelSelector, { namespaces }: Inventory): readonly string[] {
  const wanted = requirementsOf(selector).filter(({ operator }) => operator === "In");
  const byName = wanted.find(({ key }) => key === NAMESPACE_NAME_LABEL);
  if (byName !== undefined) return byName.values ?? [];
  if (wanted.length === 0) return [];
  return namespaces.filter(({ labels }) => selects(selector, labels)).map(({ name }) => name);
}
