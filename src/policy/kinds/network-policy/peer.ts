import { type Pod, type PodRef, type PolicyPeer, selects } from "../../../model/index.ts";
import type { AddressBook } from "../../engine/address-book.ts";
import type { Connection } from "../../engine/connection.ts";
import { compileIpBlock } from "../../engine/ip-block.ts";
import { type PodDirectory, podsWhere } from "../../engine/pod-directory.ts";

/** Whether a rule's peers mean `peer`, which is one of a connection's ends. */
export type PeerMatch = (peer: Pod, connection: Connection) => boolean;

/**
 * NetworkPolicyIngressRule.from: "Items in this list are combined using a logical OR operation. If this field is empty
 * or missing, this rule matches all sources (traffic not restricted by source)." NetworkPolicyEgressRule.to likewise.
 * Selectors are resolved when they are first asked about.
 *
 * @param namespace - the policy's own.
 */
export function peerMatch(
  peers: readonly PolicyPeer[] | undefined,
  namespace: string,
  pods: PodDirectory,
  book: AddressBook,
): PeerMatch {
  if (peers === undefined || peers.length === 0) return () => true;
  const blocks = peers.flatMap(({ ipBlock }) => (ipBlock === undefined ? [] : [compileIpBlock(ipBlock)]));
  let selected: ReadonlySet<PodRef> | undefined;
  return (peer, connection) => {
    selected ??= new Set(peers.flatMap((each) => selectedBy(each, namespace, pods)).map(({ ref }) => ref));
    return selected.has(peer.ref) || matchesBlock(blocks, peer, connection, book);
  };
}

/**
 * NetworkPolicyPeer.podSelector: "If namespaceSelector is also set, then the NetworkPolicyPeer as a whole selects the
 * pods matching podSelector in the Namespaces selected by NamespaceSelector. Otherwise it selects the pods matching
 * podSelector in the policy's own namespace." namespaceSelector: "if present but empty, it selects all namespaces"; alone
 * "it selects all pods in the namespaces selected by namespaceSelector". A peer without any field means nobody.
 */
function selectedBy(
  { podSelector, namespaceSelector }: PolicyPeer,
  namespace: string,
  pods: PodDirectory,
): readonly Pod[] {
  if (podSelector === undefined && namespaceSelector === undefined) return [];
  return podsWhere(
    pods,
    ({ name, labels }) =>
      namespaceSelector === undefined ? name === namespace : selects(namespaceSelector, labels),
    (labels) => podSelector === undefined || selects(podSelector, labels),
  );
}

/** The API does not say whose addresses a block may hold: those of pods count as any others do. */
function matchesBlock(
  blocks: readonly ReturnType<typeof compileIpBlock>[],
  peer: Pod,
  connection: Connection,
  book: AddressBook,
): boolean {
  if (blocks.length === 0) return false;
  const address = book.addressIn(peer, connection);
  return address !== undefined && blocks.some((contains) => contains(address));
}
