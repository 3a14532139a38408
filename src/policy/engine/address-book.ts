import ipaddr from "ipaddr.js";
import type { Addresses, IpFamily, Pod, PodRef } from "../../model/index.ts";
import type { Connection } from "./connection.ts";

export type IpAddress = ReturnType<typeof ipaddr.parse>;

/** Which addresses the packets of a connection carry. Each method throws an Error where it needs an address that is not known. */
export interface AddressBook {
  /** The family in which a connection is dialed. */
  familyOf(connection: Pick<Connection, "target" | "family">): IpFamily;

  /** The address that stands for `peer` in a connection. Undefined if the peer has none in that family. */
  addressIn(peer: Pod, connection: Pick<Connection, "target" | "family">): IpAddress | undefined;
}

export function addressBook(addresses: Addresses): AddressBook {
  const known = new Map<PodRef, readonly [IpAddress, ...IpAddress[]]>();
  const parsed = (pod: PodRef): readonly [IpAddress, ...IpAddress[]] => {
    const list = known.get(pod) ?? parseAll(pod, addresses.get(pod));
    known.set(pod, list);
    return list;
  };
  const familyOf: AddressBook["familyOf"] = ({ target, family }) => family ?? parsed(target.ref)[0].kind();
  return {
    familyOf,
    addressIn: (peer, connection) => {
      const family = familyOf(connection);
      return parsed(peer.ref).find((address) => address.kind() === family);
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
