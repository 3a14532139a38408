import { objectKey } from "../yaml/place.ts";
import { applyRules, type LintWorld, type ObjectFinding } from "./apply-rules.ts";
import type { Finding } from "./finding.ts";

/**
 * What the rules find in several worlds. A policy that several scenarios apply is wrong only where it is in all
 * of them, since what one has no pod for another may have; it is then said in the words of the first.
 */
export function findingsAcross(worlds: readonly LintWorld[]): readonly Finding[] {
  const uses = counted(
    worlds.map(({ inventory }) => inventory.policies.map(({ place }) => objectKey(place))),
  );
  const found = worlds.map(applyRules);
  const times = counted(found.map((each) => each.map(identity)));
  const reported = new Set<string>();
  return found.flatMap((each) => {
    const agreed = each.filter((one) => (times.get(identity(one)) ?? 0) >= (uses.get(one.object) ?? 1));
    const fresh = agreed.filter((one) => !reported.has(identity(one)));
    for (const one of agreed) reported.add(identity(one));
    return fresh.map(({ finding }) => finding);
  });
}

/** In how many of the lists each key is. */
function counted(lists: readonly (readonly string[])[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const key of lists.flatMap((keys) => [...new Set(keys)])) counts.set(key, (counts.get(key) ?? 0) + 1);
  return counts;
}

/** The same whatever names the message holds. */
function identity({ object, finding: { rule, line, column } }: ObjectFinding): string {
  return JSON.stringify([object, rule, line, column]);
}
