import type { IpBlock, Namespace, PeerMismatch, Pod, PolicyPeer } from "../../../model/index.ts";
import type { AddressBook } from "../../engine/address-book.ts";
import type { Connection } from "../../engine/connection.ts";
import { compileIpBlock } from "../../engine/ip-block.ts";
import { selectorMismatches } from "../../engine/selector-mismatch.ts";

/** The other end of a connection, with what it takes to see whether a peer means it. */
export interface OtherEnd {
  readonly pod: Pod;
  readonly namespace: Namespace;
  readonly connection: Connection;
  readonly book: AddressBook;
}

/** Why a peer of a policy in `namespace` does not mean the other end; empty if it does. */
export function peerMismatches(
  { podSelector, namespaceSelector, ipBlock }: PolicyPeer,
  namespace: string,
  end: OtherEnd,
): readonly PeerMismatch[] {
  if (ipBlock !== undefined) return blockMismatches(ipBlock, end);
  if (podSelector === undefined && namespaceSelector === undefined) return [{ kind: "empty" }];
  const { pod } = end;
  const isElsewhere = namespaceSelector === undefined && pod.namespace !== namespace;
  return [
    ...(isElsewhere ? [{ kind: "other-namespace", pod: pod.ref, namespace } as const] : []),
    ...selectorMismatches(namespaceSelector, { of: "namespace", ...end.namespace }),
    ...selectorMismatches(podSelector, { of: "pod", name: pod.ref, labels: pod.labels }),
  ];
}

function blockMismatches({ cidr, except = [] }: IpBlock, end: OtherEnd): readonly PeerMismatch[] {
  const { pod, connection, book } = end;
  const parsed = book.addressIn(pod, connection);
  if (parsed === undefined) return [{ kind: "no-address", pod: pod.ref, family: book.familyOf(connection) }];
  const address = parsed.toString();
  if (!compileIpBlock({ cidr })(parsed)) return [{ kind: "outside", address, cidr }];
  return except
    .filter((hole) => compileIpBlock({ cidr: hole })(parsed))
    .map((hole) => ({ kind: "excepted", address, except: hole }));
}
