import ipaddr from "ipaddr.js";
import type { IpBlock } from "../../model/index.ts";
import type { IpAddress } from "./address-book.ts";

/**
 * Whether an address is in a block. IPBlock.except "is a slice of CIDRs that should not be included within an IPBlock":
 * an excepted address is not matched by this block, which does not deny it to another rule. Bits of a CIDR beyond its
 * prefix do not count, and a CIDR of one family holds no address of the other.
 *
 * @throws Error if a CIDR is not one, which the API would have refused.
 */
export function compileIpBlock({ cidr, except = [] }: IpBlock): (address: IpAddress) => boolean {
  const isIn = compileCidr(cidr);
  const holes = except.map(compileCidr);
  return (address) => isIn(address) && !holes.some((isInHole) => isInHole(address));
}

function compileCidr(cidr: string): (address: IpAddress) => boolean {
  const [network, prefix] = ipaddr.parseCIDR(cidr);
  return (address) => address.kind() === network.kind() && address.match(network, prefix);
}
