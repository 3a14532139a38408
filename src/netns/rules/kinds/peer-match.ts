import ipaddr from "ipaddr.js";
import { type IpBlock, type PolicyPeer, selects } from "../../../model/index.ts";
import type { AddressedState } from "../addressed-state.ts";
import { byFamily, familyOf } from "../families.ts";
import type { AddressField, Match } from "../match.ts";
import { type Alternative, ANY } from "./alternative.ts";

/**
 * What a rule's peers match, each alternative to be tried on its own. Any peer is one without conditions; peers that
 * are no pod and no address are no alternative at all.
 *
 * @param namespace - the policy's: a peer that names no namespaces means this one.
 * @param field - which address of a packet is the peer's.
 */
export function peerMatches(
  peers: readonly PolicyPeer[],
  namespace: string,
  field: AddressField,
  state: AddressedState,
): readonly Alternative[] {
  if (peers.length === 0) return [ANY];
  const blocks = peers.map(({ ipBlock }) => ipBlock).filter((block) => block !== undefined);
  const pods = peers
    .filter(({ ipBlock }) => ipBlock === undefined)
    .flatMap((peer) => podAddresses(peer, namespace, state));
  return [...addressSets(pods, field), ...blocks.map((block) => blockMatch(block, field))];
}

/**
 * A podSelector alone looks in the policy's namespace; a namespaceSelector alone takes all pods of its namespaces.
 * A peer that is neither, which the API refuses, is nobody: a mistake must not open anything.
 */
function podAddresses(peer: PolicyPeer, namespace: string, state: AddressedState): readonly string[] {
  if (peer.podSelector === undefined && peer.namespaceSelector === undefined) return [];
  const { podSelector = {}, namespaceSelector } = peer;
  const namespaces = new Set(
    state.namespaces
      .filter(({ name, labels }) =>
        namespaceSelector === undefined ? name === namespace : selects(namespaceSelector, labels),
      )
      .map(({ name }) => name),
  );
  return state.pods
    .filter((pod) => namespaces.has(pod.namespace) && selects(podSelector, pod.labels))
    .flatMap(({ ref }) => state.addresses.get(ref) ?? []);
}

function addressSets(addresses: readonly string[], field: AddressField): readonly Alternative[] {
  return byFamily([...new Set(addresses)], (address) => address).map(({ family, members }) => ({
    family,
    matches: [{ type: "addresses", field, family, addresses: members }],
  }));
}

/** Exceptions are tried one by one: they may overlap, and a set of ranges may not. */
function blockMatch({ cidr, except = [] }: IpBlock, field: AddressField): Alternative {
  const family = familyOf(cidr);
  const own = { type: "block", field, family } as const;
  const matches: readonly Match[] = [
    { ...own, cidr: networkOf(cidr), except: false },
    ...except.map((excepted): Match => ({ ...own, cidr: networkOf(excepted), except: true })),
  ];
  return { family, matches };
}

/** In canonical form: without the host bits, which the API lets a CIDR have. */
function networkOf(cidr: string): string {
  const [, prefix] = ipaddr.parseCIDR(cidr);
  const kind = familyOf(cidr) === "ip" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(cidr).toString()}/${prefix}`;
}
