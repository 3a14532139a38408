import ipaddr from "ipaddr.js";
import {
  type Addresses,
  type Change,
  type IpFamily,
  isCall,
  type Placeholder,
  type PolicyObject,
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
 * Fills in the placeholders of the objects that are to be applied, of whatever kind.
 *
 * @throws Error if a placeholder stands for an address that does not exist, which is a fault of the cluster.
 */
export function bindAddresses(changes: readonly Change[], known: KnownAddresses): readonly Change[] {
  return changes.map((change) =>
    change.action === "apply" ? { ...change, object: bound(change.object, known) } : change,
  );
}

/** Placeholders may stand in any text of a spec; where they mean nothing, reading the manifest has refused them. */
function bound(object: PolicyObject, known: KnownAddresses): PolicyObject {
  const fill = (text: string): string =>
    replacePlaceholders(text, (inside) => (isCall(inside) ? addressText(inside, known) : undefined));
  return { ...object, spec: mapTexts(object.spec, fill) };
}

/** Data with each of its texts changed, but not the keys. */
function mapTexts(data: unknown, change: (text: string) => string): unknown {
  if (typeof data === "string") return change(data);
  if (Array.isArray(data)) return data.map((item) => mapTexts(item, change));
  if (typeof data !== "object" || data === null) return data;
  return Object.fromEntries(Object.entries(data).map(([key, value]) => [key, mapTexts(value, change)]));
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
