import { setImmediate as nextTurn, setTimeout as sleep } from "node:timers/promises";
import { type Clock, systemClock } from "../../src/system/clock.ts";

/** A clock that goes as the machine's does until it is hurried; then each of its seconds takes some milliseconds. */
export interface HurryingClock extends Clock {
  hurry(): void;
}

const FACTOR = 50;
/** Between two looks at the time, in real ms. */
const LOOK_MS = 2;

export function hurryingClock(): HurryingClock {
  let hurriedAt: number | undefined;
  const now = () => {
    const real = systemClock.now();
    return hurriedAt === undefined ? real : hurriedAt + (real - hurriedAt) * FACTOR;
  };
  return {
    now,
    hurry: () => {
      hurriedAt ??= systemClock.now();
    },
    wait: async (ms, signal) => {
      signal?.throwIfAborted();
      const due = now() + ms;
      while (now() < due) {
        await sleep(LOOK_MS, undefined, signal === undefined ? {} : { signal });
        await nextTurn();
      }
    },
  };
}
