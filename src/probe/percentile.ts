import type { Observation } from "../model/index.ts";

/** The 99th percentile of the latencies of what answered, in ms; undefined if nothing did. */
export function p99LatencyMs(observations: readonly Observation[]): number | undefined {
  const latencies = observations.flatMap(({ latencyMs }) => latencyMs ?? []).toSorted((a, b) => a - b);
  return latencies[Math.ceil(latencies.length * 0.99) - 1];
}
