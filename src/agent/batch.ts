import { isIP } from "node:net";
import type { DialResult } from "./attempt.ts";
import { dialTcp } from "./dial-tcp.ts";
import { dialUdp } from "./dial-udp.ts";
import type { ToAgent, WireProbe, WireReply } from "./protocol.ts";
import { resolveName } from "./resolve-name.ts";
import type { UdpSourcePorts } from "./udp-source-ports.ts";

export type Batch = Extract<ToAgent, { type: "batch" }>;

/** Launches the probes of a batch at its pace; resolves with every reply. */
export async function runBatch(batch: Batch, ports: UdpSourcePorts): Promise<readonly WireReply[]> {
  const gapMs = 1000 / batch.launchesPerSecond;
  return await Promise.all(
    batch.probes.map(async (probe, index) => {
      await launchTime(index * gapMs);
      return await runProbe(probe, batch, ports);
    }),
  );
}

/** Launches due within one tick of the timers go together; waiting for each would cost a tick a launch. */
function launchTime(delayMs: number): Promise<void> {
  return delayMs < 1 ? Promise.resolve() : new Promise((resolve) => setTimeout(resolve, delayMs));
}

async function runProbe(probe: WireProbe, batch: Batch, ports: UdpSourcePorts): Promise<WireReply> {
  const nonce = `${batch.id}.${probe.id}.${randomNonce()}`;
  const started = performance.now();
  const { stalls: _, ...result } = await resolveAndDial(probe, batch.timeoutMs, nonce, ports);
  const ms = Math.round((performance.now() - started) * 100) / 100;
  return { type: "reply", batch: batch.id, id: probe.id, ms, ...result };
}

/** Resolving is part of the probe: what it takes is lacking for the dial. */
async function resolveAndDial(
  { address: host, family, port, protocol }: WireProbe,
  timeoutMs: number,
  nonce: string,
  ports: UdpSourcePorts,
): Promise<DialResult> {
  const started = performance.now();
  const address = isIP(host) === 0 ? await resolveName(host, family, timeoutMs) : host;
  if (typeof address !== "string") return address;
  const remainingMs = Math.max(1, timeoutMs - (performance.now() - started));
  const target = { address, port, timeoutMs: remainingMs, nonce };
  return await (protocol === "TCP" ? dialTcp(target) : dialUdp(target, ports));
}

function randomNonce(): string {
  return Math.random().toString(36).slice(2, 12);
}
