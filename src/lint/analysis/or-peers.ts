import type { PolicyPeer } from "../../model/index.ts";
import type { Place } from "../../yaml/place.ts";
import { type DirectedRule, peersOf } from "./directed-rule.ts";
import { selectsAll } from "./requirements.ts";

/** Two peers in a row that may have been meant as one; the place is the second's. */
export interface OrPeers {
  readonly namespaces: PolicyPeer;
  readonly pods: PolicyPeer;
  readonly place: Place;
}

/** Neighbours of which one has only a namespaceSelector and the other only a podSelector that chooses. */
export function orPeers(rule: DirectedRule): readonly OrPeers[] {
  const peers = peersOf(rule);
  return peers.flatMap(({ peer, place }, index) => {
    const previous = peers[index - 1]?.peer;
    const pair = previous === undefined ? [] : [previous, peer];
    const namespaces = pair.find(isNamespacesOnly);
    const pods = pair.find(isPodsOnly);
    return namespaces === undefined || pods === undefined ? [] : [{ namespaces, pods, place }];
  });
}

function isNamespacesOnly({ namespaceSelector, podSelector }: PolicyPeer): boolean {
  return namespaceSelector !== undefined && podSelector === undefined;
}

function isPodsOnly({ namespaceSelector, podSelector }: PolicyPeer): boolean {
  return podSelector !== undefined && namespaceSelector === undefined && !selectsAll(podSelector);
}
