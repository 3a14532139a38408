import type { Inventory } from "../../../manifest/inventory.ts";
import type { PolicyType } from "../../../model/index.ts";
import { type Place, within } from "../../../yaml/place.ts";
import { isolates } from "../../analysis/isolates.ts";
import { selectsAll } from "../../analysis/requirements.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

const DOCS =
  "Pods that no policy selects accept and send everything. A policy with an empty podSelector closes a namespace for good.";

export const noDefaultDenyIngress: LintRule = {
  id: "no-default-deny-ingress",
  severity: "info",
  summary: "a namespace has no policy that denies ingress to all its pods by default",
  docs: DOCS,
  inScenarios: "off",
  check: (inventory) => openNamespaces(inventory, "Ingress"),
};

export const noDefaultDenyEgress: LintRule = {
  id: "no-default-deny-egress",
  severity: "info",
  summary: "a namespace has no policy that denies egress from all its pods by default",
  docs: DOCS,
  inScenarios: "off",
  check: (inventory) => openNamespaces(inventory, "Egress"),
};

/** No more than a note: a chart or folder is rarely all that is in a namespace, and who owns that closes it. */
function openNamespaces(inventory: Inventory, direction: PolicyType): readonly RuleFinding[] {
  return namespacesInUse(inventory)
    .filter(({ name }) => !isClosed(name, direction, inventory))
    .map(({ name, place }) => ({
      place,
      message: `no policy denies ${direction.toLowerCase()} to all pods of ${name ?? "this namespace"}`,
      hint: `add a policy with podSelector: {} and policyTypes: [${direction}]`,
    }));
}

interface NamespaceInUse {
  readonly name: string | undefined;
  readonly place: Place;
}

/** Namespaces with pods or policies, without those of the cluster itself; one without a name only if none has any. */
function namespacesInUse({ namespaces, pods, policies }: Inventory): readonly NamespaceInUse[] {
  const used = [...policies, ...pods];
  const names = new Set(used.map(({ namespace }) => namespace));
  if (names.size > 1 || namespaces.length > 0) names.delete(undefined);
  return [...names]
    .filter((name) => !name?.startsWith("kube-"))
    .flatMap((name) => {
      const declared = namespaces.find((namespace) => namespace.name === name);
      const first = declared ?? used.find(({ namespace }) => namespace === name);
      return first === undefined ? [] : [{ name, place: within(first.place, "metadata", "name") }];
    });
}

/** A policy whose namespace is not known may be meant for any. */
function isClosed(name: string | undefined, direction: PolicyType, { policies }: Inventory): boolean {
  return policies.some(
    (policy) =>
      (policy.namespace === undefined || policy.namespace === name) &&
      selectsAll(policy.spec.podSelector) &&
      isolates(policy, direction),
  );
}
