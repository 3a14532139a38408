/**
 * The agent's only source of time. Some machines' monotonic clock goes back some milliseconds between processors, which
 * Node's timers do not bear: when a timer is made inside the callback of another while the clock has gone back, the heap
 * of timers breaks, and the event loop goes round in it for ever (Node 20 and 24).
 */

/** The longest delay that a timer takes; beyond it fires at once. */
const LONGEST_MS = 2 ** 31 - 1;

let latest = 0;

/** Milliseconds, never going backwards. */
export function now(): number {
  latest = Math.max(latest, performance.now());
  return latest;
}

/**
 * Calls back once, after whole milliseconds and outside the timers, where others may be made; answers that are already
 * here are read before it. Returns how to cancel it.
 */
export function startTimer(ms: number, callback: () => void): () => void {
  let immediate: NodeJS.Immediate | undefined;
  const timer = setTimeout(
    () => {
      immediate = setImmediate(callback);
    },
    Math.min(Math.ceil(ms), LONGEST_MS),
  );
  return () => {
    clearTimeout(timer);
    clearImmediate(immediate);
  };
}
