/** The median of some numbers; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const high = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? Number.NaN) + high) / 2;
}

/** `0.10–0.16 s (median 0.12)` of times in ms. */
export function range(values: readonly number[]): string {
  const seconds = (ms: number): string => (ms / 1000).toFixed(2);
  return `${seconds(Math.min(...values))}–${seconds(Math.max(...values))} s (median ${seconds(median(values))})`;
}
