import type { Clock } from "../../system/clock.ts";
import { ApiError, TransportError } from "./api-error.ts";

/** How often and how patiently to ask again. `random` gives [0, 1). */
export interface Backoff {
  readonly attempts: number;
  readonly baseMs: number;
  readonly capMs: number;
  /** No attempt starts later than this after the first. */
  readonly totalMs: number;
  /** A server that is away is asked until that time is over, however often: a restart takes longer than a few attempts. */
  readonly waitsForReturn?: boolean;
  readonly clock: Clock;
  readonly random: () => number;
}

/** A Retry-After beyond this is cut: a server that wants more is as good as absent for a run. */
const RETRY_AFTER_CAP_MS = 30_000;

const AWAY_STATUS: readonly number[] = [429, 502, 503, 504];

/** 500 is also what etcd's change of leader and a kubelet that restarts look like; after 410 (Expired) a list begins anew. */
const TRANSIENT_STATUS: readonly number[] = [410, 500, ...AWAY_STATUS];

/** Whether the same question may be answered later: the server was busy or away. */
export function isTransient(error: unknown): error is ApiError | TransportError {
  if (error instanceof ApiError) return error.isReturning || TRANSIENT_STATUS.includes(error.status);
  return error instanceof TransportError && error.transient;
}

/** Whether it shows that the server is not there. */
export function isAway(error: ApiError | TransportError): boolean {
  return error instanceof TransportError ? error.transient : AWAY_STATUS.includes(error.status);
}

function isReturning(error: ApiError | TransportError): boolean {
  return error instanceof ApiError && error.isReturning;
}

/**
 * How long to wait after the failed attempt number `attempt` (from 0): what the server asks for, else an exponential
 * step; half of it more at random, so that many askers do not come back together.
 */
export function retryDelayMs(
  error: unknown,
  attempt: number,
  backoff: Pick<Backoff, "baseMs" | "capMs" | "random">,
): number {
  const asked = error instanceof ApiError ? error.retryAfterMs : undefined;
  const step = Math.min(backoff.capMs, backoff.baseMs * 2 ** attempt);
  const least = asked === undefined ? step / 2 : Math.min(asked, RETRY_AFTER_CAP_MS);
  return least + (backoff.random() * step) / 2;
}

/** Attempts until success, a lasting failure, or the end of patience; then throws the last failure as it is. */
export async function retrying<T>(
  attempt: () => Promise<T>,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<T> {
  const started = backoff.clock.now();
  for (let count = 0; ; count++) {
    try {
      return await attempt();
    } catch (error) {
      const delay = retryDelayMs(error, count, backoff);
      const late = backoff.clock.now() + delay - started > backoff.totalMs;
      if (!isTransient(error) || late) throw error;
      const isAwaited = backoff.waitsForReturn === true && (isAway(error) || isReturning(error));
      if (count + 1 >= backoff.attempts && !isAwaited) throw error;
      await backoff.clock.wait(delay, signal);
    }
  }
}
