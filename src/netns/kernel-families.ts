import { existsSync } from "node:fs";
import { type AddressFamily, IPV4, IPV6 } from "./topology/address-family.ts";

/** The families that this machine's kernel speaks, the one that pods prefer first. */
export function kernelFamilies(): readonly AddressFamily[] {
  return existsSync("/proc/sys/net/ipv6") ? [IPV4, IPV6] : [IPV4];
}
