import type { Clock } from "../../src/system/clock.ts";

/** A clock that stands still until it is moved. */
export interface SteppedClock extends Clock {
  /** Moves the time on, waking who waits when it is due, and lets each go on before the next. */
  advance(ms: number): Promise<void>;
  /** As when the process was suspended: the time moves on at once, then all that is due wakes. */
  jump(ms: number): Promise<void>;
  /** How many wait. */
  readonly waiting: number;
  /** Moves the time on; nobody wakes yet. */
  sleep(ms: number): void;
}

interface Waiter {
  readonly dueMs: number;
  readonly wake: () => void;
}

export function steppedClock(): SteppedClock {
  let now = 0;
  let waiters: readonly Waiter[] = [];
  const wakeNext = async (until: number): Promise<boolean> => {
    const next = waiters.toSorted((a, b) => a.dueMs - b.dueMs)[0];
    if (next === undefined || next.dueMs > until) return false;
    now = Math.max(now, next.dueMs);
    waiters = waiters.filter((waiter) => waiter !== next);
    next.wake();
    await settle();
    return true;
  };
  const advance = async (ms: number): Promise<void> => {
    const until = now + ms;
    await settle();
    while (await wakeNext(until));
    now = until;
  };
  return {
    now: () => now,
    get waiting() {
      return waiters.length;
    },
    advance,
    sleep: (ms) => {
      now += ms;
    },
    jump: async (ms) => {
      await settle();
      now += ms;
      await advance(0);
    },
    wait: (ms, signal) =>
      new Promise((resolve, reject) => {
        const wake = () => {
          signal?.removeEventListener("abort", abort);
          resolve();
        };
        const waiter = { dueMs: now + ms, wake };
        const abort = () => {
          waiters = waiters.filter((each) => each !== waiter);
          reject(signal?.reason);
        };
        if (signal?.aborted) abort();
        else waiters = [...waiters, waiter];
        signal?.addEventListener("abort", abort, { once: true });
      }),
  };
}

/** Lets promises and what they start go on. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
