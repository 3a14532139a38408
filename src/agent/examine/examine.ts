import { release } from "node:os";
import type { DnsExamination, Examination } from "../examination.ts";
import { askOverTcp, askOverUdp } from "./ask-dns.ts";
import { readLimits } from "./limits.ts";
import { firstText } from "./read-files.ts";

/** As long as a resolver that asks twice. */
const DNS_TIMEOUT_MS = 2_000;

/** Looks around in the pod: its limits, its kernel, and whether somebody answers names. */
export async function examine(): Promise<Examination> {
  const [limits, dns] = await Promise.all([readLimits(), examineDns()]);
  return { kernel: release(), ...limits, ...(dns === undefined ? {} : { dns }) };
}

async function examineDns(): Promise<DnsExamination | undefined> {
  const resolver = resolverOf((await firstText("/etc/resolv.conf")) ?? "");
  if (resolver === undefined) return undefined;
  const question = { ...resolver, timeoutMs: DNS_TIMEOUT_MS };
  const [udp, tcp] = await Promise.all([askOverUdp(question), askOverTcp(question)]);
  return { ...resolver, udp, tcp };
}

/** The first server of resolv.conf(5), and the name of the API server's Service, which every cluster has. */
export function resolverOf(text: string): Pick<DnsExamination, "server" | "name"> | undefined {
  const server = /^\s*nameserver\s+(\S+)/m.exec(text)?.[1];
  const domains = /^\s*search\s+(.*)$/m.exec(text)?.[1]?.split(/\s+/) ?? [];
  const services = domains.find((domain) => domain.startsWith("svc."));
  return server === undefined
    ? undefined
    : { server, name: `kubernetes.default.${services ?? "svc.cluster.local"}` };
}
