import ipaddr from "ipaddr.js";
import {
  type Addresses,
  type Change,
  type IpFamily,
  isCall,
  type NetworkPolicy,
  type Placeholder,
  parsePlaceholder,
  replacePlaceholders,
} from "../model/index.ts";

/** The addresses that placeholders stand for. */
export interface KnownAddresses {
  readonly pods: Addresses;
  /** By pod: those of the node that it is on. */
  readonly nodes: Addresses;
  /** By Service. */
  readonly clusterIps: Addresses;
}

/**
 * Fills in the placeholders of the policies that are to be applied.
 *
 * @throws Error if a placeholder stands for an address that does not exist, which is a fault of the cluster.
 */
export function bindAddresses(changes: readonly Change[], known: KnownAddresses): readonly Change[] {
  return changes.map((change) =>
    change.action === "apply" ? { ...change, policy: bound(change.policy, known) } : change,
  );
}

/** Placeholders stand in the texts of blocks; anywhere else they are refused as no label, name or port. */
function bound(policy: NetworkPolicy, known: KnownAddresses): NetworkPolicy {
  const fill = (text: string): string =>
    replacePlaceholders(text, (inside) => (isCall(inside) ? addressText(inside, known) : undefined));
  const fillBlocks = <Peer extends { readonly ipBlock?: { cidr: string; except?: readonly string[] } }>(
    peers: readonly Peer[],
  ): readonly Peer[] =>
    peers.map((peer) =>
      peer.ipBlock === undefined
        ? peer
        : {
            ...peer,
            ipBlock: {
              cidr: fill(peer.ipBlock.cidr),
              ...(peer.ipBlock.except === undefined ? {} : { except: peer.ipBlock.except.map(fill) }),
            },
          },
    );
  const { ingress, egress, ...spec } = policy.spec;
  return {
    ...policy,
    spec: {
      ...spec,
      ...(ingress && {
        ingress: ingress.map((rule) => (rule.from ? { ...rule, from: fillBlocks(rule.from) } : rule)),
      }),
      ...(egress && {
        egress: egress.map((rule) => (rule.to ? { ...rule, to: fillBlocks(rule.to) } : rule)),
      }),
    },
  };
}

function addressText(inside: string, known: KnownAddresses): string {
  const placeholder = parsePlaceholder(inside);
  if ("message" in placeholder) throw new Error(placeholder.message);
  const address = addressOf(placeholder, known);
  if (address === undefined)
    throw new Error(`\${${inside}}: ${placeholder.ref} has no ${placeholder.family ?? "such"} address`);
  return placeholder.kind === "cidr" ? blockAround(address, placeholder) : address;
}

function addressOf({ kind, ref, family }: Placeholder, known: KnownAddresses): string | undefined {
  const book = { ip: known.pods, cidr: known.pods, "node-ip": known.nodes, "cluster-ip": known.clusterIps }[
    kind
  ];
  return book.get(ref)?.find((address) => family === undefined || family === familyOf(address));
}

/** Without host bits: some implementations do not accept them. */
function blockAround(address: string, { prefixes }: Placeholder): string {
  const family = familyOf(address);
  const length = prefixes?.[family] ?? (family === "ipv4" ? 32 : 128);
  const kind = family === "ipv4" ? ipaddr.IPv4 : ipaddr.IPv6;
  return `${kind.networkAddressFromCIDR(`${address}/${length}`).toString()}/${length}`;
}

function familyOf(address: string): IpFamily {
  return ipaddr.parse(address).kind();
}
