import type { Clock } from "../system/clock.ts";
import { suspensionDuring, suspensionOf } from "../system/running-time.ts";

/** When a silent peer is asked whether it is there, and when it is given up, in ms. */
export const HEARTBEAT = {
  beatMs: 1_000,
  /** Silence after which a peer is pinged while something is awaited of it, */
  impatientMs: 2_000,
  /** and otherwise, which keeps the connection and the peer alive. */
  idleMs: 15_000,
  /** How long a ping may be unanswered. */
  limitMs: 10_000,
} as const;

/** Our own suspensions are remembered for so long: their consequences come soon after. */
const REMEMBERED_MS = 30_000;

export interface HeartbeatOptions {
  readonly clock: Clock;
  readonly ping: () => void;
  /** Whether something is awaited of the peer. */
  readonly isAwaiting: () => boolean;
  /** Called once when the peer did not answer. */
  readonly onDead: (reason: string) => void;
}

/** Notices a peer that runs but does not answer, and tells that from this process having been suspended itself. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  readonly #stop = new AbortController();
  #silentMs = 0;
  #unansweredMs: number | undefined;
  #suspension: { readonly endedMs: number; readonly ms: number } | undefined;
  #beatDueMs = Number.POSITIVE_INFINITY;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
    this.#watch().catch((error: unknown) => {
      if (!this.#stop.signal.aborted) throw error;
    });
  }

  /** Something has come from the peer. */
  heard(): void {
    this.#silentMs = 0;
    this.#unansweredMs = undefined;
  }

  stop(): void {
    this.#stop.abort();
  }

  /** That this process was itself suspended a while ago, in a sentence's words; undefined if it was not. */
  ownSuspension(): string | undefined {
    const nowMs = this.#options.clock.now();
    // The consequences may be noticed before the beat that was slept through.
    const current = suspensionOf(nowMs - this.#beatDueMs);
    const last = current > 0 ? { endedMs: nowMs, ms: current } : this.#suspension;
    if (last === undefined || nowMs - last.endedMs > REMEMBERED_MS) return undefined;
    return `netverdict itself was not running for ${Math.round(last.ms / 1000)} s`;
  }

  async #watch(): Promise<void> {
    const { clock, onDead } = this.#options;
    const { beatMs, limitMs } = HEARTBEAT;
    while ((this.#unansweredMs ?? 0) < limitMs) {
      this.#beatDueMs = clock.now() + beatMs;
      const ms = await suspensionDuring(beatMs, clock, this.#stop.signal);
      if (ms === 0) this.#beat();
      else this.#resume(ms);
    }
    this.#beatDueMs = Number.POSITIVE_INFINITY;
    onDead(`it did not answer a ping for ${limitMs / 1000} s: it is spinning or stopped`);
  }

  /** What the peer said while we were suspended is still to be read. */
  #resume(ms: number): void {
    this.#suspension = { endedMs: this.#options.clock.now(), ms };
    this.heard();
  }

  #beat(): void {
    const { ping, isAwaiting } = this.#options;
    const { beatMs, impatientMs, idleMs } = HEARTBEAT;
    this.#silentMs += beatMs;
    if (this.#unansweredMs !== undefined) this.#unansweredMs += beatMs;
    else if (this.#silentMs >= (isAwaiting() ? impatientMs : idleMs)) {
      this.#unansweredMs = 0;
      ping();
    }
  }
}
