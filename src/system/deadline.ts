import { setMaxListeners } from "node:events";
import { type Clock, systemClock } from "./clock.ts";
import { onAbort } from "./on-abort.ts";
import { orAborted } from "./or-aborted.ts";
import { waitRunning } from "./running-time.ts";

/** A time limit on work that a signal may also end. Dispose it when the work is done. */
export interface Deadline extends Disposable {
  /** Aborts with the given signal's reason, or with a DeadlineExceeded when the time is over. */
  readonly signal: AbortSignal;
  /** Whether the time was over first. */
  readonly exceeded: boolean;
}

/** Something did not happen in time; the message says what, and how long it was waited for. */
export class DeadlineExceeded extends Error {
  override readonly name = "DeadlineExceeded";
}

/**
 * `failure` says what did not happen, as in `the agent did not answer`; `within 20 s` is added. Time in which this process
 * was suspended does not count.
 *
 * A timer of our own and no `AbortSignal.any([signal, AbortSignal.timeout(ms)])`: Node 20 collects a timeout signal to which
 * only a composite refers, and it never aborts then.
 */
export function withDeadline(
  signal: AbortSignal,
  ms: number,
  failure: string,
  clock: Clock = systemClock,
): Deadline {
  const controller = new AbortController();
  const done = new AbortController();
  let exceeded = false;
  const expire = () => {
    exceeded = !controller.signal.aborted;
    controller.abort(new DeadlineExceeded(`${failure} within ${ms / 1000} s`));
  };
  waitRunning(ms, clock, done.signal).then(expire, (error: unknown) => {
    if (!done.signal.aborted) throw error;
  });
  // Those who wait for this signal may be as many as wait for the given one.
  setMaxListeners(0, controller.signal);
  const stop = onAbort(signal, () => controller.abort(signal.reason));
  return {
    signal: controller.signal,
    get exceeded() {
      return exceeded;
    },
    [Symbol.dispose]() {
      done.abort();
      stop();
    },
  };
}

/**
 * The result of work that has `ms` for it. Rejects when the time is over or `signal` is aborted, with that as the reason,
 * whether or not the work heeds its signal.
 */
export async function within<T>(
  ms: number,
  failure: string,
  signal: AbortSignal,
  work: (signal: AbortSignal) => Promise<T>,
  clock: Clock = systemClock,
): Promise<T> {
  using deadline = withDeadline(signal, ms, failure, clock);
  try {
    return await orAborted(work(deadline.signal), deadline.signal);
  } catch (error) {
    deadline.signal.throwIfAborted();
    throw error;
  }
}
