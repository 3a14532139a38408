import type { Protocol } from "../../model/index.ts";
import type { Match } from "./match.ts";

/** The expression of nftables for one condition. */
export function renderMatch(match: Match): string {
  switch (match.type) {
    case "ct-state":
      return `ct state ${match.states.join(",")}`;
    case "interface":
      return `${match.field} "${match.name}"`;
    case "addresses":
      return `${match.family} ${match.field} ${set(match.addresses)}`;
    case "block":
      return `${match.family} ${match.field} ${match.except ? "!= " : ""}${match.cidr}`;
    case "to-itself":
      return `${match.family} saddr . ${match.family} daddr ${set(match.addresses.map((each) => `${each} . ${each}`))}`;
    case "protocol":
      return `meta l4proto ${header(match.protocol)}`;
    case "port":
      return `${header(match.protocol)} dport ${range(match.port, match.endPort)}`;
    case "sockets": {
      const sockets = match.sockets.map(({ address, port }) => `${address} . ${port}`);
      return `${match.family} daddr . ${header(match.protocol)} dport ${set(sockets)}`;
    }
  }
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
