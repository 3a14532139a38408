import type { NextMove, Observation, Timeouts } from "../model/index.ts";
import { p99LatencyMs } from "./percentile.ts";

/** How long to wait for an answer and how fast to ask. */
export interface Tempo {
  readonly timeoutMs: number;
  /** Of all sources together. */
  readonly launchesPerSecond: number;
}

/** A calibrated timeout lies between these. */
export const FLOOR_MS = 250;
const CEILING_MS = 1_000;
/** A calibrated timeout is so many times the 99th percentile of the answers. */
const MARGIN = 5;
/** When the 99th percentile exceeds this share of the timeout, a timeout may be an answer that came too late. */
const OVERLOAD_SHARE = 1 / 3;
/** How much of the timeout a sentinel is given before it is asked again: twice the usual time of the slowest answers. */
const SENTINEL_SHARE = 0.4;
export const LAUNCHES_PER_SECOND = 12_000;
const MIN_LAUNCHES_PER_SECOND = 100;

/** The tempo of the first round: nothing is known yet. */
export function firstTempo({ probeMs }: Pick<Timeouts, "probeMs">): Tempo {
  return { timeoutMs: probeMs === "auto" ? CEILING_MS : probeMs, launchesPerSecond: LAUNCHES_PER_SECOND };
}

/** Says why silence proves nothing in a round whose answers came nearly too late, if so. */
export function overload(observations: readonly Observation[], { timeoutMs }: Tempo): string | undefined {
  const p99 = p99LatencyMs(observations);
  if (p99 === undefined || p99 <= timeoutMs * OVERLOAD_SHARE) return undefined;
  return `answers took up to ${Math.round(p99)} ms (p99), too near the probe timeout of ${timeoutMs} ms`;
}

/** The tempo of the next round, from how the last one went. */
export function nextTempo(
  { probeMs }: Pick<Timeouts, "probeMs">,
  last: Tempo,
  observations: readonly Observation[],
): Tempo {
  const p99 = p99LatencyMs(observations);
  const tooFast = overload(observations, last) !== undefined;
  return {
    timeoutMs: probeMs === "auto" && p99 !== undefined ? calibrated(p99) : last.timeoutMs,
    launchesPerSecond: tooFast
      ? Math.max(MIN_LAUNCHES_PER_SECOND, last.launchesPerSecond / 2)
      : last.launchesPerSecond,
  };
}

/** To confirm a silence, it is waited for longer; a sentinel that does not answer soon is asked again. */
export function forMove(move: NextMove, tempo: Tempo): Tempo {
  if (move === "confirm") return { ...tempo, timeoutMs: Math.max(CEILING_MS, tempo.timeoutMs * 2) };
  return move === "sentinels" ? { ...tempo, timeoutMs: Math.round(tempo.timeoutMs * SENTINEL_SHARE) } : tempo;
}

/** What a round takes at most beside its launches, in ms: nothing answers, and then those that were not reached are asked. */
export function longestRoundMs(timeouts: Pick<Timeouts, "probeMs">): number {
  return 2 * forMove("confirm", firstTempo(timeouts)).timeoutMs;
}

/** What it takes at most to launch so many probes, in ms, as slowly as they may be. */
export function longestLaunchingMs(probes: number): number {
  return (probes / MIN_LAUNCHES_PER_SECOND) * 1000;
}

function calibrated(p99: number): number {
  return Math.round(Math.min(CEILING_MS, Math.max(FLOOR_MS, p99 * MARGIN)));
}
