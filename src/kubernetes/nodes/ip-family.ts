import { isIP } from "node:net";
import type { IpFamily } from "../../model/index.ts";

/** The family of an address, or of the address that a CIDR begins with. */
export function familyOf(address: string): IpFamily {
  return isIP(address.split("/")[0] ?? "") === 6 ? "ipv6" : "ipv4";
}
