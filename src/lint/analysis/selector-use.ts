import { type Inventory, type KnownPod, type PlacedPolicy, refOf } from "../../manifest/inventory.ts";
import { type LabelSelector, type Labels, type PolicyPeer, selects } from "../../model/index.ts";
import { perObject } from "../../system/per-object.ts";
import { type Place, within } from "../../yaml/place.ts";
import { allRules, peersOf } from "./directed-rule.ts";
import { orPeers } from "./or-peers.ts";
import { podsBeside, podsInReach } from "./scope.ts";

/** Something with labels and how to name it. */
export interface Labelled {
  readonly name: string;
  readonly labels: Labels;
}

/** A selector where it is used, and all that it chooses from. */
export interface SelectorUse {
  /** What it chooses: the policy's own pods, a peer's pods, or a peer's namespaces. */
  readonly role: "subject" | "peer" | "peer-namespaces";
  readonly policy: PlacedPolicy;
  readonly selector: LabelSelector;
  readonly place: Place;
  readonly pool: readonly Labelled[];
  /** The pods of the pool; none where namespaces are chosen. */
  readonly pods: readonly KnownPod[];
  /** The namespaceSelector of a peer whose pods it chooses; the policy's own namespace is meant if there is none. */
  readonly namespaces?: LabelSelector;
  /** Set if it stands beside a namespaceSelector that was perhaps meant to go with it. */
  readonly mayGoWith?: PolicyPeer;
}

export const selectorUses = perObject((inventory: Inventory): readonly SelectorUse[] =>
  inventory.policies.flatMap((policy) => [
    ...usesBySubject(policy, inventory),
    ...usesByPeers(policy, inventory),
  ]),
);

/** What of its pool a selector chooses. */
export const chosen = perObject(({ selector, pool }: SelectorUse): readonly Labelled[] =>
  pool.filter(({ labels }) => selects(selector, labels)),
);

function usesBySubject(policy: PlacedPolicy, inventory: Inventory): readonly SelectorUse[] {
  const selector = policy.spec.podSelector;
  if (selector === undefined) return [];
  const place = within(policy.place, "spec", "podSelector");
  const pods = podsBeside(policy, inventory);
  return [{ role: "subject", policy, selector, place, pods, pool: pods.map(labelled) }];
}

function usesByPeers(policy: PlacedPolicy, inventory: Inventory): readonly SelectorUse[] {
  const rules = allRules(policy);
  const pairs = rules.flatMap(orPeers);
  return rules.flatMap(peersOf).flatMap(({ peer, place }): readonly SelectorUse[] => {
    const neighbour = pairs.find(({ pods }) => pods === peer)?.namespaces;
    const { podSelector, namespaceSelector } = peer;
    const pods = podsInReach(peer, policy, inventory);
    const ofPods = podSelector && {
      role: "peer" as const,
      policy,
      selector: podSelector,
      place: within(place, "podSelector"),
      pods,
      pool: pods.map(labelled),
      ...(namespaceSelector === undefined ? {} : { namespaces: namespaceSelector }),
      ...(neighbour === undefined ? {} : { mayGoWith: neighbour }),
    };
    const ofNamespaces = namespaceSelector && {
      role: "peer-namespaces" as const,
      policy,
      selector: namespaceSelector,
      place: within(place, "namespaceSelector"),
      pods: [],
      pool: inventory.namespaces,
    };
    return [ofNamespaces, ofPods].flatMap((use) => use ?? []);
  });
}

function labelled(pod: KnownPod): Labelled {
  return { name: refOf(pod), labels: pod.labels };
}
