import ipaddr from "ipaddr.js";
import type { IpBlock } from "../model/index.ts";

/**
 * Whether an IP is in a block. IPBlock: `except` "is a slice of CIDRs that should not be included within an IPBlock";
 * an excepted address is not matched by this block, which does not deny it to another rule.
 */
export function ipBlockContains({ cidr, except = [] }: IpBlock, address: string): boolean {
  return inCidr(address, cidr) && !except.some((hole) => inCidr(address, hole));
}

function inCidr(address: string, cidr: string): boolean {
  const ip = ipaddr.parse(address);
  const [network, bits] = ipaddr.parseCIDR(cidr);
  return ip.kind() === network.kind() && ip.match(network, bits);
}
