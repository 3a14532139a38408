import ipaddr from "ipaddr.js";
import type { Protocol } from "../../../src/model/index.ts";
import { familyOf } from "../../../src/netns/rules/families.ts";
import type { Family, Match } from "../../../src/netns/rules/match.ts";

/** A packet as a node's rules see it; interfaces are those of the node that it is on. */
export interface Packet {
  readonly saddr: string;
  readonly daddr: string;
  readonly protocol: Protocol;
  readonly port: number;
  readonly established: boolean;
  /** What the first packet of its connection was sent to, before translation. */
  readonly original: { readonly address: string; readonly port: number };
  readonly iifname: string;
  readonly oifname: string;
}

/** Whether a condition of a rule holds. @param chance - gives numbers from 0 to 99. */
export function holds(match: Match, packet: Packet, chance: () => number): boolean {
  const family = familyOf(packet.daddr);
  switch (match.type) {
    case "ct-state":
      return packet.established;
    case "translated":
      return packet.original.address !== packet.daddr || packet.original.port !== packet.port;
    case "family":
      return family === match.family;
    case "chance":
      return chance() < match.percent;
    case "interface":
      return packet[match.field] === match.name;
    case "addresses": {
      const address = match.original ? packet.original.address : packet[match.field];
      return family === match.family && match.addresses.includes(address);
    }
    case "block":
      return family === match.family && isWithin(packet[match.field], match.cidr, family) !== match.except;
    case "to-itself":
      return packet.saddr === packet.daddr && match.addresses.includes(packet.saddr);
    case "protocol":
      return packet.protocol === match.protocol;
    case "port":
      return packet.protocol === match.protocol && isPort(match, packet);
    case "sockets":
      return (
        packet.protocol === match.protocol &&
        match.sockets.some(({ address, port }) => address === packet.daddr && port === packet.port)
      );
  }
}

function isPort(match: Extract<Match, { type: "port" }>, packet: Packet): boolean {
  const port = match.original ? packet.original.port : packet.port;
  return match.port <= port && port <= (match.endPort ?? match.port);
}

function isWithin(address: string, cidr: string, family: Family): boolean {
  const [network, prefix] = cidr.includes("/")
    ? ipaddr.parseCIDR(cidr)
    : [ipaddr.parse(cidr), family === "ip" ? 32 : 128];
  return ipaddr.parse(address).match(network, prefix);
}
