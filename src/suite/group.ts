import type { Scenario } from "../model/index.ts";
import type { SuiteItem } from "./item.ts";
import { weightOf } from "./size.ts";

/** Scenarios with equal worlds, never none: one session serves them one after another. `weight` is how long it takes. */
export interface Group {
  readonly items: readonly WeighedItem[];
  readonly weight: number;
}

/** An item, its weight, and its place in the suite. */
export interface WeighedItem extends SuiteItem {
  readonly weight: number;
  readonly place: number;
}

/** Groups in the order of their first items. */
export function groupByWorld(items: readonly SuiteItem[]): readonly Group[] {
  const groups = new Map<string, WeighedItem[]>();
  for (const [place, item] of items.entries()) {
    const key = worldKey(item.scenario);
    const weighed = { ...item, weight: weightOf(item.scenario), place };
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [weighed]);
    else group.push(weighed);
  }
  return [...groups.values()].map(groupOf);
}

export function groupOf(items: readonly WeighedItem[]): Group {
  return { items, weight: items.reduce((sum, { weight }) => sum + weight, 0) };
}

/** Equal for worlds that are deeply equal, whatever the order of their keys. */
function worldKey({ namespaces, pods, services }: Scenario): string {
  return JSON.stringify([namespaces, pods, services], (_key, value: unknown) =>
    typeof value === "object" && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}

/** Cuts a group into neighbouring pieces of at most this weight each, but never an item. */
export function cut({ items }: Group, most: number): readonly Group[] {
  const pieces: WeighedItem[][] = [];
  let room = 0;
  for (const item of items) {
    const last = pieces.at(-1);
    if (last !== undefined && item.weight <= room) last.push(item);
    else {
      pieces.push([item]);
      room = most;
    }
    room -= item.weight;
  }
  return pieces.map(groupOf);
}

/** Groups cut so that `parts` of about equal weight can be made of them, but into no piece that weighs less than `least`. */
export function cutForParts(groups: readonly Group[], parts: number, least = 0): readonly Group[] {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  return groups.flatMap((group) => cut(group, Math.max(least, total / parts)));
}
