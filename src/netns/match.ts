import type { IpBlock, PolicyPort, Protocol, ServedPort } from "../model/index.ts";

/** nftables' words for what a statement looks at in a packet. */
export type AddressField = "saddr" | "daddr";

/** A match for any of some addresses; undefined when there is none, since an empty set matches nothing. */
export function addressMatch(field: AddressField, addresses: readonly string[]): string | undefined {
  return addresses.length === 0 ? undefined : `ip ${field} ${setOf(addresses)}`;
}

export function blockMatch(field: AddressField, { cidr, except = [] }: IpBlock): string {
  const family = cidr.includes(":") ? "ip6" : "ip";
  const block = `${family} ${field} ${cidr}`;
  return except.length === 0 ? block : `${block} ${family} ${field} != ${setOf(except)}`;
}

/** A match for a port given by number, by range or not at all; named ports are resolved before. */
export function portMatch({ protocol = "TCP", port, endPort }: NumericPort): string {
  const name = protocolName(protocol);
  if (port === undefined) return `meta l4proto ${name}`;
  return `${name} dport ${endPort === undefined || endPort === port ? port : `${port}-${endPort}`}`;
}

export type NumericPort = PolicyPort & { readonly port?: number };

export function isNumeric(port: PolicyPort): port is NumericPort {
  return typeof port.port !== "string";
}

/** The numbers that a pod gives a port's name; a pod may serve it under one protocol only. */
export function numbersOf(ports: readonly ServedPort[], named: PolicyPort): readonly number[] {
  const { protocol = "TCP" } = named;
  return ports
    .filter((served) => served.name === named.port && served.protocol === protocol)
    .map(({ port }) => port);
}

function protocolName(protocol: Protocol): string {
  return protocol.toLowerCase();
}

function setOf(elements: readonly string[]): string {
  return `{ ${[...new Set(elements)].join(", ")} }`;
}
