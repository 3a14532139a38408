import type { IpFamily, PodRef } from "./pod.ts";

/** Each pod's IPs, at most one a family, the one that others dial first. */
export type Addresses = ReadonlyMap<PodRef, readonly string[]>;

/** The family of an address, or of the address that a CIDR begins with. Only IPv6 is written with colons. */
export function familyOf(address: string): IpFamily {
  return address.includes(":") ? "ipv6" : "ipv4";
}
