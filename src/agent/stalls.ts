import { now } from "./clock.ts";
import type { Stall } from "./protocol.ts";

const BEAT_MS = 20;
/** Shorter ones are the ordinary jitter of timers. */
const SHORTEST_MS = 40;
const REMEMBERED_MS = 10_000;

/**
 * Notices when this process was not running: a listener that slept does not answer, which from outside looks like a
 * dropped packet.
 */
export class StallWatch {
  readonly #stalls: { readonly endedMs: number; readonly ms: number }[] = [];
  #lastBeatMs = now();

  constructor() {
    setInterval(() => this.#beat(), BEAT_MS).unref();
  }

  /** The stalls of the last seconds, the current one included. */
  recent(): readonly Stall[] {
    this.#beat();
    const nowMs = now();
    return this.#stalls.map(({ endedMs, ms }) => ({ agoMs: Math.round(nowMs - endedMs), ms }));
  }

  #beat(): void {
    const nowMs = now();
    const ms = Math.round(nowMs - this.#lastBeatMs - BEAT_MS);
    this.#lastBeatMs = nowMs;
    if (ms >= SHORTEST_MS) this.#stalls.push({ endedMs: nowMs, ms });
    while ((this.#stalls[0]?.endedMs ?? nowMs) < nowMs - REMEMBERED_MS) this.#stalls.shift();
  }
}
