import type { Protocol } from "../../model/index.ts";

/** What nftables calls the families. */
export type Family = "ip" | "ip6";

/** Which address of a packet: its source's or its destination's. */
export type AddressField = "saddr" | "daddr";

/** The link through which a packet comes in or goes out: `eth0`, or a pod's, named as its network namespace is. */
export type InterfaceField = "iifname" | "oifname";

export interface AddressAndPort {
  readonly address: string;
  readonly port: number;
}

/** One condition of a rule. A condition on addresses holds for packets of their family only. */
export type Match =
  | CtState
  | Translated
  | AnyOfFamily
  | Chance
  | Interface
  | AddressSet
  | Block
  | ToItself
  | L4Protocol
  | DestinationPort
  | SocketSet;

interface CtState {
  readonly type: "ct-state";
  readonly states: readonly ("established" | "related")[];
}

/** Packets of connections whose destination has been translated, which Services do. */
interface Translated {
  readonly type: "translated";
}

interface AnyOfFamily {
  readonly type: "family";
  readonly family: Family;
}

/** So many packets of a hundred, chosen at random. */
interface Chance {
  readonly type: "chance";
  readonly percent: number;
}

interface Interface {
  readonly type: "interface";
  readonly field: InterfaceField;
  readonly name: string;
}

/** `original`: the address before a translation. */
interface AddressSet {
  readonly type: "addresses";
  readonly original?: true;
  readonly field: AddressField;
  readonly family: Family;
  readonly addresses: readonly string[];
}

/** Addresses within a CIDR, or with `except` those outside of it; one address is a block too. */
interface Block {
  readonly type: "block";
  readonly field: AddressField;
  readonly family: Family;
  readonly cidr: string;
  readonly except: boolean;
}

/** Packets whose source and destination are the same one of these addresses. */
interface ToItself {
  readonly type: "to-itself";
  readonly family: Family;
  readonly addresses: readonly string[];
}

interface L4Protocol {
  readonly type: "protocol";
  readonly protocol: Protocol;
}

/** A destination port, or all from `port` to `endPort`. `original`: as it was before a translation. */
interface DestinationPort {
  readonly type: "port";
  readonly original?: true;
  readonly protocol: Protocol;
  readonly port: number;
  readonly endPort?: number;
}

/** Pairs of destination address and destination port. */
interface SocketSet {
  readonly type: "sockets";
  readonly family: Family;
  readonly protocol: Protocol;
  readonly sockets: readonly AddressAndPort[];
}
