import { bundledProgram } from "./bundled-program.ts";

/** The path of the local cluster's bundled DNS server; as for the agent. */
export function dnsProgram(): string {
  return bundledProgram("dns.mjs", "the DNS server");
}
