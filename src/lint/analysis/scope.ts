import {
  type Inventory,
  type KnownNamespace,
  type KnownPod,
  mayShareNamespace,
  type PlacedPolicy,
} from "../../manifest/inventory.ts";
import {
  type LabelSelector,
  NAMESPACE_NAME_LABEL,
  type PolicyPeer,
  requirementsOf,
  selects,
} from "../../model/index.ts";
import { perObject } from "../../system/per-object.ts";
import type { DirectedRule } from "./directed-rule.ts";

/** What was found for a namespace already: thousands of policies ask. */
const podsFound = perObject((_: Inventory) => new Map<string | undefined, readonly KnownPod[]>());
const namespacesFound = perObject(byName);

/** The known pods that are, or may be, in a policy's namespace. */
export function podsBeside({ namespace }: PlacedPolicy, inventory: Inventory): readonly KnownPod[] {
  const known = podsFound(inventory);
  const pods =
    known.get(namespace) ?? inventory.pods.filter((pod) => mayShareNamespace(pod.namespace, namespace));
  known.set(namespace, pods);
  return pods;
}

/** The known pods that a policy selects. */
export function selectedPods(policy: PlacedPolicy, inventory: Inventory): readonly KnownPod[] {
  return podsBeside(policy, inventory).filter(({ labels }) => selects(policy.spec.podSelector ?? {}, labels));
}

/** The known pods in the namespaces that a peer means, whatever their labels; none for an ipBlock. */
export function podsInReach(
  { namespaceSelector, ipBlock }: PolicyPeer,
  policy: PlacedPolicy,
  inventory: Inventory,
): readonly KnownPod[] {
  if (ipBlock !== undefined) return [];
  if (namespaceSelector === undefined) return podsBeside(policy, inventory);
  const names = new Set(inventory.pods.map(({ namespace }) => namespace));
  const meant = new Set([...names].filter((name) => mayBeMeant(namespaceSelector, name, inventory)));
  return inventory.pods.filter(({ namespace }) => meant.has(namespace));
}

/** The known pods that a peer means. */
export function podsMeant(peer: PolicyPeer, policy: PlacedPolicy, inventory: Inventory): readonly KnownPod[] {
  return podsInReach(peer, policy, inventory).filter(({ labels }) => selects(peer.podSelector ?? {}, labels));
}

/**
 * Whether a selector selects a namespace, or may: where no manifest tells its labels, only its name can speak against it.
 */
export function mayBeMeant(selector: LabelSelector, name: string | undefined, inventory: Inventory): boolean {
  const known = namespacesFound(inventory).get(name) ?? [];
  if (known.length > 0) return known.some(({ labels }) => selects(selector, labels));
  if (name === undefined) return true;
  const byName = requirementsOf(selector).filter(({ key }) => key === NAMESPACE_NAME_LABEL);
  return selects({ matchExpressions: byName }, { [NAMESPACE_NAME_LABEL]: name });
}

function byName({ namespaces }: Inventory): ReadonlyMap<string | undefined, readonly KnownNamespace[]> {
  const found = new Map<string | undefined, KnownNamespace[]>();
  for (const namespace of namespaces) {
    const same = found.get(namespace.name);
    if (same === undefined) found.set(namespace.name, [namespace]);
    else same.push(namespace);
  }
  return found;
}

/**
 * The pods whose ports a rule speaks of: those that the policy selects for ingress, its peers for egress. Undefined if
 * others may be meant too: addresses, or pods of namespaces of which nothing is known.
 */
export function targetsOf(rule: DirectedRule, inventory: Inventory): readonly KnownPod[] | undefined {
  const { policy, direction, peers = [] } = rule;
  if (direction === "Ingress") return selectedPods(policy, inventory);
  if (peers.length === 0) return inventory.complete ? inventory.pods : undefined;
  if (peers.some((peer) => isOpenEnded(peer, inventory))) return undefined;
  const meant = peers.map((peer) => podsMeant(peer, policy, inventory));
  return meant.some((pods) => pods.length === 0) ? undefined : meant.flat();
}

function isOpenEnded({ ipBlock, namespaceSelector }: PolicyPeer, { complete }: Inventory): boolean {
  if (ipBlock !== undefined) return true;
  if (namespaceSelector === undefined || complete) return false;
  const names = requirementsOf(namespaceSelector).filter(({ operator }) => operator === "In");
  return names.length === 0;
}
