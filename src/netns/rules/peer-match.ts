import ipaddr from "ipaddr.js";
import {
  type Addresses,
  type ClusterState,
  type IpBlock,
  type PolicyPeer,
  selects,
} from "../../model/index.ts";

/** The state that rules are compiled from, with every pod's addresses and the cluster IPs of Services. */
export interface AddressedState extends ClusterState {
  readonly addresses: Addresses;
  readonly clusterIps: Addresses;
}

/** Which address of a packet is the peer's. */
export type PeerField = "saddr" | "daddr";

/** An nftables expression; one with addresses matches packets of their family only. */
export interface Match {
  readonly expression: string;
  readonly family?: "ip" | "ip6";
}

/** What matches every packet. */
export const ANY: Match = { expression: "" };

/**
 * The expressions that together match a rule's peers, each to be tried on its own. Any peer is one empty expression;
 * peers that are no pod and no address are no expression at all.
 */
export function peerMatches(
  peers: readonly PolicyPeer[],
  namespace: string,
  field: PeerField,
  state: AddressedState,
): readonly Match[] {
  if (peers.length === 0) return [ANY];
  const blocks = peers.map(({ ipBlock }) => ipBlock).filter((block) => block !== undefined);
  const pods = peers
    .filter(({ ipBlock }) => ipBlock === undefined)
    .flatMap((peer) => podAddresses(peer, namespace, state));
  return [...addressSets(pods, field), ...blocks.map((block) => blockMatch(block, field))];
}

/** `ip` or `ip6`, as nftables calls the family of an address. */
export function familyOf(address: string): "ip" | "ip6" {
  return address.includes(":") ? "ip6" : "ip";
}

/**
 * A podSelector alone looks in the policy's namespace; a namespaceSelector alone takes all pods of its namespaces.
 * A peer that is neither, which the API refuses, is nobody: a mistake must not open anything.
 */
function podAddresses(peer: PolicyPeer, namespace: string, state: AddressedState): readonly string[] {
  if (peer.podSelector === undefined && peer.namespaceSelector === undefined) return [];
  const { podSelector = {}, namespaceSelector } = peer;
  const namespaces = state.namespaces
    .filter(({ name, labels }) =>
      namespaceSelector === undefined ? name === namespace : selects(namespaceSelector, labels),
    )
    .map(({ name }) => name);
  return state.pods
    .filter((pod) => namespaces.includes(pod.namespace) && selects(podSelector, pod.labels))
    .flatMap(({ ref }) => state.addresses.get(ref) ?? []);
}

function addressSets(addresses: readonly string[], field: PeerField): readonly Match[] {
  const unique = [...new Set(addresses)];
  return (["ip", "ip6"] as const)
    .map((family) => [family, unique.filter((address) => familyOf(address) === family)] as const)
    .filter(([, members]) => members.length > 0)
    .map(([family, members]) => ({ family, expression: `${family} ${field} { ${members.join(", ")} }` }));
}

/** Exceptions are tried one by one: they may overlap, and a set of ranges may not. */
function blockMatch({ cidr, except = [] }: IpBlock, field: PeerField): Match {
  const family = familyOf(cidr);
  const matches = [
    `${field} ${networkOf(cidr)}`,
    ...except.map((excepted) => `${field} != ${networkOf(excepted)}`),
  ];
  return { family, expression: matches.map((match) => `${family} ${match}`).join(" ") };
}

/** In canonical form: without the host bits, which the API lets a CIDR have. */
function networkOf(cidr: string): string {
  const [, prefix] = ipaddr.parseCIDR(cidr);
  const kind = familyOf(cidr) === "ip" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(cidr).toString()}/${prefix}`;
}
