import { groupByWorld } from "./group.ts";
import type { SuiteItem } from "./item.ts";

/**
 * When a suite has ended at the latest, in ms, if each of its scenarios is given up after `limitOf` it. Side by side, all
 * sessions are busy until the last one begins, and that one has at most a whole group left (Graham's bound).
 */
export function latestEndMs(
  items: readonly SuiteItem[],
  jobs: number,
  limitOf: (item: SuiteItem) => number,
): number {
  const groups = groupByWorld(items).map((group) => sum(group.items.map(({ item }) => limitOf(item))));
  const all = sum(groups);
  const longest = groups.reduce((most, ms) => Math.max(most, ms), 0);
  return Math.min(all, all / jobs + longest);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
