import {
  type ClusterState,
  type Labels,
  type Pod,
  type PodRef,
  type PolicyPeer,
  selects,
} from "../model/index.ts";
import { ipBlockContains } from "./ip-block.ts";

/** Each pod's IPs, one a family. */
export type Addresses = ReadonlyMap<PodRef, readonly string[]>;

/** The pods that a rule's peers mean; undefined stands for every source or target, inside the cluster or out. */
export type PeerSet = ReadonlySet<PodRef> | undefined;

/**
 * NetworkPolicyIngressRule.from: "Items in this list are combined using a logical OR operation. If this field is empty
 * or missing, this rule matches all sources (traffic not restricted by source)."
 */
export function peerSet(
  peers: readonly PolicyPeer[] | undefined,
  namespace: string,
  state: ClusterState,
  addresses: Addresses,
): PeerSet {
  if (peers === undefined || peers.length === 0) return undefined;
  const labels = new Map(state.namespaces.map((each) => [each.name, each.labels]));
  const isMeant = (pod: Pod): boolean =>
    peers.some((peer) => isPeer(peer, pod, namespace, labels, addresses));
  return new Set(state.pods.filter(isMeant).map(({ ref }) => ref));
}

/**
 * NetworkPolicyPeer: with both selectors, "the pods matching podSelector in the namespaces matching namespaceSelector";
 * podSelector alone selects "in the policy's own namespace"; namespaceSelector alone "all pods in the namespaces".
 */
function isPeer(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  pod: Pod,
  namespace: string,
  namespaceLabels: ReadonlyMap<string, Labels>,
  addresses: Addresses,
): boolean {
  if (ipBlock !== undefined) {
    return (addresses.get(pod.ref) ?? []).some((address) => ipBlockContains(ipBlock, address));
  }
  if (podSelector === undefined && namespaceSelector === undefined) return false;
  const inNamespace =
    namespaceSelector === undefined
      ? pod.namespace === namespace
      : selects(namespaceSelector, namespaceLabels.get(pod.namespace) ?? {});
  return inNamespace && (podSelector === undefined || selects(podSelector, pod.labels));
}
