import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";

/** Time as an argument, so that pure code and tests need no wall clock. */
export interface Clock {
  /** Milliseconds, never going backwards. */
  now(): number;
  /** Rejects when the signal is aborted. */
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

/** A reading of a clock that never goes backwards: some machines' monotonic clock does, between processors. */
export function neverBackwards(read: () => number): () => number {
  let latest = Number.NEGATIVE_INFINITY;
  return () => {
    latest = Math.max(latest, read());
    return latest;
  };
}

export const systemClock: Clock = {
  now: neverBackwards(() => performance.now()),
  // Whoever waits goes on outside the timers: Node's loop for ever when a timer is made there after the clock went back.
  wait: async (ms, signal) => {
    const options = signal === undefined ? {} : { signal };
    await sleep(Math.ceil(ms), undefined, options);
    await nextTurn(undefined, options);
  },
};

/** A clock that jumps: waiting takes no time but moves `now`. */
export function manualClock(start = 0): Clock {
  let now = start;
  return {
    now: () => now,
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      now += ms;
    },
  };
}
