import { groupByWorld } from "./group.ts";
import type { SuiteItem } from "./item.ts";
import { mostRepeated } from "./worth-repeating.ts";

/**
 * When a suite has ended at the latest, in ms, if each of its scenarios is given up after `limitOf` it. Side by side, all
 * sessions are busy until the last one begins, and that one has at most a whole group left (Graham's bound). Then those that
 * are run once more follow one another.
 */
export function latestEndMs(
  items: readonly SuiteItem[],
  jobs: number,
  limitOf: (item: SuiteItem) => number,
): number {
  const limits = items.map(limitOf).sort((a, b) => b - a);
  const again = sum(limits.slice(0, mostRepeated(items.length)));
  const groups = groupByWorld(items).map((group) => sum(group.items.map(({ item }) => limitOf(item))));
  const all = sum(groups);
  const longest = groups.reduce((most, ms) => Math.max(most, ms), 0);
  return Math.min(all, all / jobs + longest) + again;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
