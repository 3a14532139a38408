import type { Clock } from "./clock.ts";

/** Time is measured in pieces of this length, in ms, each of which shows whether this process was running. */
const PIECE_MS = 1_000;

/** A piece that took so much longer is one in which this process was suspended, or had no processor. */
const SUSPENDED_MS = 1_000;

/** How long this process was not running, if what was due is `lateMs` late; 0 for the ordinary jitter of timers. */
export function suspensionOf(lateMs: number): number {
  return lateMs < SUSPENDED_MS ? 0 : lateMs;
}

/** How long this process was not running while it waited for `ms`. */
export async function suspensionDuring(ms: number, clock: Clock, signal: AbortSignal): Promise<number> {
  const startedMs = clock.now();
  await clock.wait(ms, signal);
  return suspensionOf(clock.now() - startedMs - ms);
}

/**
 * Waits until this process has been running for `ms`. What others did while it was suspended is still to be read when it
 * goes on, so that the piece it slept through counts half: never to count it could last for ever.
 */
export async function waitRunning(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
  for (let leftMs = ms; leftMs > 0; ) {
    const pieceMs = Math.ceil(Math.min(leftMs, PIECE_MS));
    const suspendedMs = await suspensionDuring(pieceMs, clock, signal);
    leftMs -= suspendedMs > 0 && pieceMs > 1 ? pieceMs / 2 : pieceMs;
  }
}
