import type { Protocol } from "../../model/index.ts";
import type { Match } from "./match.ts";

/** The expression of nftables for one condition. */
export function renderMatch(match: Match): string {
  switch (match.type) {
    case "ct-state":
      return `ct state ${match.states.join(",")}`;
    case "translated":
      return "ct status dnat";
    case "family":
      return `meta nfproto ${match.family === "ip" ? "ipv4" : "ipv6"}`;
    case "chance":
      return `numgen random mod 100 < ${match.percent}`;
    case "interface":
      return `${match.field} "${match.name}"`;
    case "addresses":
      return `${match.original ? "ct original " : ""}${match.family} ${match.field} ${set(match.addresses)}`;
    case "block":
      return `${match.family} ${match.field} ${match.except ? "!= " : ""}${match.cidr}`;
    case "to-itself":
      return `${match.family} saddr . ${match.family} daddr ${set(match.addresses.map((each) => `${each} . ${each}`))}`;
    case "protocol":
      return `meta l4proto ${header(match.protocol)}`;
    case "port":
      return `${port(match)} ${range(match.port, match.endPort)}`;
    case "sockets": {
      const sockets = match.sockets.map(({ address, port }) => `${address} . ${port}`);
      return `${match.family} daddr . ${header(match.protocol)} dport ${set(sockets)}`;
    }
  }
}

function port({ protocol, original }: Extract<Match, { type: "port" }>): string {
  return original ? `meta l4proto ${header(protocol)} ct original proto-dst` : `${header(protocol)} dport`;
}

function set(members: readonly string[]): string {
  return `{ ${members.join(", ")} }`;
}

function range(port: number, endPort: number | undefined): string {
  return endPort === undefined ? `${port}` : `${port}-${endPort}`;
}

function header(protocol: Protocol): string {
  return protocol.toLowerCase();
}
