/** The DNS server of the local cluster. Its only argument is a DnsConfig as JSON; it ends with its stdin. */
import { createInterface } from "node:readline";
import { StallWatch } from "../agent/stalls.ts";
import { answerDatagram, answerQuery, type Records } from "./answer-query.ts";
import type { DnsConfig, Health, ToDns } from "./protocol.ts";
import { serveTcp } from "./serve-tcp.ts";
import { serveUdp } from "./serve-udp.ts";

// Both lines come from the program that has started this one, of the same version.
const { host, ports }: DnsConfig = JSON.parse(process.argv[2] ?? "");
const watch = new StallWatch();
let served: Records = new Map();

await Promise.all(
  ports.map(({ port, protocol }) =>
    protocol === "UDP"
      ? serveUdp(port, host, (query) => answerDatagram(query, served))
      : serveTcp(port, host, (query) => answerQuery(query, served)),
  ),
);
sayHealth();
for await (const line of createInterface({ input: process.stdin })) {
  const { records }: ToDns = JSON.parse(line);
  if (records !== undefined) served = new Map(records);
  sayHealth();
}
process.exit(0);

function sayHealth(): void {
  const health: Health = { stalls: watch.recent() };
  process.stdout.write(`${JSON.stringify(health)}\n`);
}
