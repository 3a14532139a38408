import { type Place, whereOf } from "../../yaml/place.ts";

/**
 * Objects of which some may be written several times, each once: the last stands, as if all were applied in turn. What
 * is said of that goes to `leftOut`.
 *
 * @param nameOf - the same for writings of one object only: `Deployment shop/web`.
 */
export function latestOf<T extends { readonly place?: Place }>(
  written: readonly T[],
  nameOf: (item: T) => string,
  leftOut: string[],
): readonly T[] {
  const counts = new Map<string, number>();
  const last = new Map<string, T>();
  for (const item of written) {
    const name = nameOf(item);
    counts.set(name, (counts.get(name) ?? 0) + 1);
    last.set(name, item);
  }
  for (const [name, item] of last) {
    const count = counts.get(name) ?? 1;
    if (count > 1)
      leftOut.push(`${name} is written ${count} times: the last is taken${inBrackets(item.place)}`);
  }
  return [...last.values()];
}

function inBrackets(place: Place | undefined): string {
  return place === undefined ? "" : ` (${whereOf(place)})`;
}
