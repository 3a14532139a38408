import { isIP } from "node:net";
import type { DialResult } from "./attempt.ts";
import { now, startTimer } from "./clock.ts";
import { KINDS } from "./kinds/index.ts";
import type { ToAgent, WireProbe, WireReply } from "./protocol.ts";
import { resolveName } from "./resolve-name.ts";
import type { SourcePorts } from "./source-ports.ts";

export type Batch = Extract<ToAgent, { type: "batch" }>;

/** Launches the probes of a batch at its pace; resolves with every reply. */
export async function runBatch(batch: Batch, ports: SourcePorts): Promise<readonly WireReply[]> {
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
  return delayMs < 1 ? Promise.resolve() : new Promise((resolve) => startTimer(delayMs, resolve));
}

async function runProbe(probe: WireProbe, batch: Batch, ports: SourcePorts): Promise<WireReply> {
  const { address: host, family, id } = probe;
  const address = isIP(host) === 0 ? await resolveName(host, family, batch.timeoutMs) : host;
  const started = now();
  const result = typeof address === "string" ? await dial(probe, address, batch, ports) : address;
  const { outcome, peer, detail, lost, askedMs = started } = result;
  return {
    type: "reply",
    batch: batch.id,
    id,
    ms: Math.round((now() - askedMs) * 100) / 100,
    outcome,
    ...(peer === undefined ? {} : { peer }),
    ...(detail === undefined ? {} : { detail }),
    ...(lost === undefined ? {} : { lost }),
  };
}

function dial(
  { id, port, protocol }: WireProbe,
  address: string,
  batch: Batch,
  ports: SourcePorts,
): Promise<DialResult> {
  const nonce = `${batch.id}.${id}.${randomNonce()}`;
  return KINDS[protocol].dial({ address, port, timeoutMs: batch.timeoutMs, nonce }, ports);
}

function randomNonce(): string {
  return Math.random().toString(36).slice(2, 12);
}
