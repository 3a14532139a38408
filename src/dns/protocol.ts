/**
 * How the DNS server is told what to serve: NDJSON. A line with `records` replaces all that it had; the server answers
 * each line, also one without, with a `Health`, once what it brings is in force. It sends one more when it is ready.
 */
import type { Stall } from "../agent/protocol.ts";

/** How the server is started: this, as JSON, is its only argument. */
export interface DnsConfig {
  /** The address that it listens at. */
  readonly host: string;
  readonly ports: readonly { readonly port: number; readonly protocol: "UDP" | "TCP" }[];
}

export interface ToDns {
  readonly records?: readonly (readonly [name: string, addresses: readonly string[]])[];
}

/** When the server was not running lately, so that a silence says nothing. */
export interface Health {
  readonly stalls: readonly Stall[];
}
