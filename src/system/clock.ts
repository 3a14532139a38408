import { setTimeout as sleep } from "node:timers/promises";

/** Time as an argument, so that pure code and tests need no wall clock. */
export interface Clock {
  /** Milliseconds, never going backwards. */
  now(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => performance.now(),
  wait: async (ms, signal) => {
    await sleep(ms, undefined, signal === undefined ? {} : { signal });
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
