import { lookup } from "node:dns";
import { type DialResult, deadline } from "./attempt.ts";

/** Lookups that run at one time, as libuv reads it; the others queue behind them. */
const PARALLEL = Number(process.env.UV_THREADPOOL_SIZE) || 4;

/**
 * A name has so long at least, in ms: a resolver asks for several names in turn, and waits a second before it asks again.
 * What a probe has for its packets has nothing to do with that.
 */
const PATIENCE_MS = 2_000;

/** Lookups that have not ended; one that nobody answers goes on for long after its probe. */
let running = 0;

/**
 * The first address of a host name, as any program in the pod would find it; or `unresolved` with the resolver's error.
 * A lookup that only waited for others says nothing: it failed.
 */
export function resolveName(
  name: string,
  family: 4 | 6 | undefined,
  timeoutMs: number,
): Promise<string | DialResult> {
  const queued = running >= PARALLEL;
  return new Promise((resolve) => {
    const cancel = deadline(
      Math.max(PATIENCE_MS, timeoutMs),
      (silence) => resolve(unanswered(silence, queued)),
      () => ({ outcome: "timeout" }),
    );
    running++;
    lookup(name, { family: family ?? 0 }, (error, address) => {
      running--;
      cancel();
      resolve(error === null ? address : { outcome: "unresolved", detail: error.code ?? error.message });
    });
  });
}

function unanswered(silence: DialResult, queued: boolean): DialResult {
  if (silence.outcome !== "timeout") return silence;
  return queued
    ? { outcome: "probe-failed", detail: "earlier names are still being resolved" }
    : { outcome: "unresolved", detail: "no answer to the DNS query" };
}
