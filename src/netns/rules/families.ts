import type { Family } from "./match.ts";

const FAMILIES = ["ip", "ip6"] as const satisfies readonly Family[];

/** The family of an address or of a CIDR. */
export function familyOf(address: string): Family {
  return address.includes(":") ? "ip6" : "ip";
}

/** The members of each family that has some, with the family: one condition matches addresses of one family only. */
export function byFamily<T>(
  members: readonly T[],
  addressOf: (member: T) => string,
): readonly { readonly family: Family; readonly members: readonly T[] }[] {
  return FAMILIES.map((family) => ({
    family,
    members: members.filter((member) => familyOf(addressOf(member)) === family),
  })).filter((each) => each.members.length > 0);
}
