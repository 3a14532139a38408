import type { DialResult } from "./attempt.ts";
import type { Batch } from "./batch.ts";
import { KINDS } from "./kinds/index.ts";
import type { AgentConfig, AgentPort, Stall, WireUnresponsive } from "./protocol.ts";

/** Loopback is quick; a listener that needs longer is as good as unresponsive. */
const TIMEOUT_MS = 1_000;

/** A dial error where the pod has no such loopback, so that nobody can reach it in that family either. */
const ABSENT: readonly string[] = ["EADDRNOTAVAIL", "EAFNOSUPPORT", "ENETUNREACH"];

/** A listener that slept for this share of the probe timeout may have missed a probe. */
const STALL_SHARE = 0.25;

/** How long a probe waits, and how far back a listener must have been awake, in ms. */
export type Wakefulness = Pick<Batch, "timeoutMs" | "awakeForMs">;

/**
 * Dials this pod's own listeners from within, where no policy applies: a target that does not listen, or whose process
 * was not running, would make every denial look right. Returns those that did not answer as themselves, or that slept.
 */
export async function unresponsiveListeners(
  config: AgentConfig,
  wanted: Wakefulness,
): Promise<readonly WireUnresponsive[]> {
  const checked = await Promise.all(config.ports.map((port) => check(port, config, wanted)));
  return checked.filter((unresponsive) => unresponsive !== undefined);
}

async function check(
  port: AgentPort,
  config: AgentConfig,
  wanted: Wakefulness,
): Promise<WireUnresponsive | undefined> {
  const [overIpv4, overIpv6] = await Promise.all([dialOwn(port, "127.0.0.1"), dialOwn(port, "::1")]);
  const results = ABSENT.includes(overIpv6.code ?? "") ? [overIpv4] : [overIpv4, overIpv6];
  const reasons = results.map(
    (result) => whyUnresponsive(result, config) ?? whySlept(result.stalls ?? [], wanted),
  );
  const reason = reasons.find((each) => each !== undefined);
  return reason === undefined ? undefined : { ...port, reason };
}

function dialOwn({ port, protocol }: AgentPort, address: string): Promise<DialResult> {
  return KINDS[protocol].dialOwn({ address, port, timeoutMs: TIMEOUT_MS, nonce: "self" });
}

function whyUnresponsive({ outcome, peer, detail }: DialResult, config: AgentConfig): string | undefined {
  if (outcome === "answered" && peer?.pod === config.pod && peer.run === config.run) return undefined;
  return [outcome === "answered" ? "someone else answers" : outcome, detail].filter(Boolean).join(": ");
}

function whySlept(stalls: readonly Stall[], { timeoutMs, awakeForMs = 0 }: Wakefulness): string | undefined {
  const longest = stalls.filter(({ agoMs }) => agoMs < awakeForMs).toSorted((a, b) => b.ms - a.ms)[0];
  if (longest === undefined || longest.ms < timeoutMs * STALL_SHARE) return undefined;
  return `its process was not running for ${longest.ms} ms`;
}
