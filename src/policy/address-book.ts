import ipaddr from "ipaddr.js";
import type { PodRef } from "../model/index.ts";

/** Each pod's IPs, at most one a family, the one that others dial first. */
export type Addresses = ReadonlyMap<PodRef, readonly string[]>;

export type IpAddress = ReturnType<typeof ipaddr.parse>;

/** Which addresses the packets of a flow carry. */
export interface AddressBook {
  /**
   * The address that stands for `peer` in a flow to `target`: the one in the family of the address that is dialed, which
   * is the target's first. Undefined if the peer has none in that family.
   *
   * @throws Error if either pod's addresses are not known.
   */
  addressToward(peer: PodRef, target: PodRef): IpAddress | undefined;
}

export function addressBook(addresses: Addresses): AddressBook {
  const known = new Map<PodRef, readonly [IpAddress, ...IpAddress[]]>();
  const parsed = (pod: PodRef): readonly [IpAddress, ...IpAddress[]] => {
    const list = known.get(pod) ?? parseAll(pod, addresses.get(pod));
    known.set(pod, list);
    return list;
  };
  return {
    addressToward: (peer, target) => {
      const family = parsed(target)[0].kind();
      return parsed(peer).find((address) => address.kind() === family);
    },
  };
}

function parseAll(pod: PodRef, texts: readonly string[] = []): readonly [IpAddress, ...IpAddress[]] {
  const [first, ...others] = texts;
  if (first === undefined) {
    throw new Error(`the address of pod ${pod} is not known, so that no ipBlock can be matched against it`);
  }
  return [ipaddr.parse(first), ...others.map((text) => ipaddr.parse(text))];
}
