import type { SuiteItem } from "./item.ts";
import { weightOf } from "./size.ts";

/** Scenarios with equal namespaces and pods, never none: one session serves them one after another. `weight` is how long it takes. */
export interface Group {
  readonly items: readonly WeighedItem[];
  readonly weight: number;
}

/** An item, its weight, and its place in the suite. */
export interface WeighedItem {
  readonly item: SuiteItem;
  readonly weight: number;
  readonly place: number;
}

/** Groups in the order of their first items. */
export function groupByWorld(items: readonly SuiteItem[]): readonly Group[] {
  const groups: { readonly key: string; readonly items: WeighedItem[] }[] = [];
  for (const [place, item] of items.entries()) {
    const { scenario, size } = item;
    const key = textOf([scenario.namespaces, scenario.pods]);
    const weighed = { item, weight: weightOf(size), place };
    const group = groups.find(
      (other) => other.key === key && other.items.every((each) => agree(each.item, item)),
    );
    if (group === undefined) groups.push({ key, items: [weighed] });
    else group.items.push(weighed);
  }
  return groups.map((group) => groupOf(group.items));
}

/** Whether two scenarios mean the same by each Service that both have. Another Service changes nothing for who lacks it. */
function agree(one: SuiteItem, other: SuiteItem): boolean {
  const theirs = new Map(other.scenario.services.map((service) => [service.ref, textOf(service)]));
  return one.scenario.services.every(
    (service) => (theirs.get(service.ref) ?? textOf(service)) === textOf(service),
  );
}

export function groupOf(items: readonly WeighedItem[]): Group {
  return { items, weight: items.reduce((sum, { weight }) => sum + weight, 0) };
}

/** Equal for what is deeply equal, whatever the order of keys. */
function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
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

/** Groups cut so that `parts` of about equal weight can be made of them. */
export function cutForParts(groups: readonly Group[], parts: number): readonly Group[] {
  const total = groups.reduce((sum, { weight }) => sum + weight, 0);
  return groups.flatMap((group) => cut(group, total / parts));
}
