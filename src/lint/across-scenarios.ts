import type { Surroundings } from "../manifest/inventory.ts";
import { objectKey } from "../yaml/place.ts";
import { type Judged, judge } from "./apply-rules.ts";
import type { Finding } from "./finding.ts";

/**
 * What the rules find in several surroundings. A policy that several scenarios apply is at fault only where it is in all
 * of them, since what one has no pod for another may have; it is then said in the words of the first.
 */
export function agreed(surroundings: readonly Surroundings[], all: boolean): readonly Finding[] {
  const uses = counted(surroundings.map(({ policies }) => policies.map(({ place }) => objectKey(place))));
  const judged = surroundings.map((each) => judge(each, all));
  const times = counted(judged.map((each) => each.map(identity)));
  const said = new Set<string>();
  return judged.flatMap((each) => {
    const agreed = each.filter((one) => (times.get(identity(one)) ?? 0) >= (uses.get(one.object) ?? 1));
    const unsaid = agreed.filter((one) => !said.has(identity(one)));
    for (const one of agreed) said.add(identity(one));
    return unsaid.map(({ finding }) => finding);
  });
}

/** In how many of the lists each key is. */
function counted(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of lists.flatMap((keys) => [...new Set(keys)])) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The same whatever names the message holds. */
function identity({ object, finding: { rule, line, column } }: Judged): string {
  return JSON.stringify([object, rule, line, column]);
}
