import { cutForParts, type Group, groupByWorld, groupOf, type WeighedItem } from "./group.ts";
import type { SuiteItem } from "./item.ts";

/** The `index`-th, from 1, of `count` parts of a suite. */
export interface Shard {
  readonly index: number;
  readonly count: number;
}

/**
 * One part of a suite, the same in every run: parts weigh about the same, and scenarios with equal worlds stay together
 * as far as that allows. Every scenario is in exactly one part; none is empty as long as there are scenarios for all.
 */
export function shardOf(items: readonly SuiteItem[], { index, count }: Shard): readonly SuiteItem[] {
  const groups = atLeast(count, cutForParts(groupByWorld(items), count));
  const parts = Array.from({ length: count }, (): { weight: number; items: WeighedItem[] } => ({
    weight: 0,
    items: [],
  }));
  for (const group of heaviestFirst(groups)) {
    const lightest = parts.reduce((best, part) => (part.weight < best.weight ? part : best));
    lightest.weight += group.weight;
    lightest.items.push(...group.items);
  }
  const chosen = parts[index - 1]?.items ?? [];
  return [...chosen].sort((a, b) => a.place - b.place).flatMap(({ place }) => items[place] ?? []);
}

/** The heaviest first, so that the light ones even out; the order of the suite decides among equals. */
export function heaviestFirst(groups: readonly Group[]): readonly Group[] {
  return [...groups].sort((a, b) => b.weight - a.weight || firstPlace(a) - firstPlace(b));
}

function firstPlace({ items }: Group): number {
  return items[0]?.place ?? 0;
}

/** Halves the groups with the most scenarios until there are enough groups, or every scenario is alone. */
function atLeast(count: number, groups: readonly Group[]): readonly Group[] {
  const largest = groups.reduce((most, { items }) => Math.max(most, items.length), 0);
  if (groups.length >= count || largest < 2) return groups;
  const index = groups.findIndex(({ items }) => items.length === largest);
  const halves = groups.slice(index, index + 1).flatMap(({ items }) => {
    const middle = Math.ceil(items.length / 2);
    return [groupOf(items.slice(0, middle)), groupOf(items.slice(middle))];
  });
  return atLeast(count, [...groups.slice(0, index), ...halves, ...groups.slice(index + 1)]);
}
