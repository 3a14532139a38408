import ipaddr from "ipaddr.js";
import type { IpBlock } from "../../model/index.ts";

/** A CIDR, parsed. */
export interface Network {
  readonly address: ipaddr.IPv4 | ipaddr.IPv6;
  readonly prefix: number;
}

/** Nothing for what is no CIDR, such as a placeholder of a scenario. */
export function parseNetwork(cidr: string): Network | undefined {
  if (!ipaddr.isValidCIDR(cidr)) return undefined;
  const [address, prefix] = ipaddr.parseCIDR(cidr);
  return { address, prefix };
}

/** Whether every address of one network is in another; host bits do not count. */
export function isInside({ address, prefix }: Network, outer: Network): boolean {
  return (
    address.kind() === outer.address.kind() &&
    prefix >= outer.prefix &&
    address.match(outer.address, outer.prefix)
  );
}

export function overlap(one: Network, other: Network): boolean {
  return isInside(one, other) || isInside(other, one);
}

/** The network without host bits, as text. */
export function networkText({ address, prefix }: Network): string {
  const bytes = address.toByteArray().map((byte, index) => byte & maskByte(prefix - 8 * index));
  return `${ipaddr.fromByteArray(bytes)}/${prefix}`;
}

function maskByte(bits: number): number {
  return 0xff & ~(0xff >> Math.min(8, Math.max(0, bits)));
}

/** Whether every address that one block means is meant by another. */
export function isBlockWithin(narrow: IpBlock, wide: IpBlock): boolean {
  const [inner, outer] = [parseNetwork(narrow.cidr), parseNetwork(wide.cidr)];
  if (inner === undefined || outer === undefined) return JSON.stringify(narrow) === JSON.stringify(wide);
  const holes = (narrow.except ?? []).flatMap((cidr) => parseNetwork(cidr) ?? []);
  return (
    isInside(inner, outer) &&
    (wide.except ?? []).every((cidr) => {
      const hole = parseNetwork(cidr);
      return hole !== undefined && (!overlap(hole, inner) || holes.some((own) => isInside(hole, own)));
    })
  );
}
