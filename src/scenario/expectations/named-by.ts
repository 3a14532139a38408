import type { Pod, PodPattern, Service, Target } from "../../model/index.ts";
import { perObject } from "../../system/per-object.ts";

// A large world may have as many rules as pods: those that name one do not look through all.
const partiesByRef = perObject((parties: readonly (Pod | Service)[]) => grouped(parties, ({ ref }) => ref));
const targetsByRef = perObject((targets: readonly Target[]) => grouped(targets, ({ target }) => target));
const setOf = perObject((names: readonly string[]) => new Set(names));

/** What a pattern may match among pods and Services: by name only those that it names. */
export function partiesNamedBy<T extends Pod | Service>(
  pattern: PodPattern,
  parties: readonly T[],
): readonly (Pod | Service)[] {
  const ref = refOf(pattern);
  return ref === undefined ? parties : (partiesByRef(parties).get(ref) ?? []);
}

/** What a pattern may match among targets. */
export function targetsNamedBy(pattern: PodPattern, targets: readonly Target[]): readonly Target[] {
  const ref = refOf(pattern);
  return ref === undefined ? targets : (targetsByRef(targets).get(ref) ?? []);
}

/** Whether what a pattern names is among some names. */
export function isNameAmong(pattern: PodPattern, names: readonly string[]): boolean {
  const ref = refOf(pattern);
  return ref === undefined
    ? pattern.name === "*" || names.some((name) => name.endsWith(`/${pattern.name}`))
    : setOf(names).has(ref);
}

function refOf({ namespace, name }: PodPattern): string | undefined {
  return namespace === "*" || name === "*" ? undefined : `${namespace}/${name}`;
}

function grouped<T>(all: readonly T[], keyOf: (each: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
}
