import { isMapping } from "../yaml/field.ts";
import type { Path } from "../yaml/offsets.ts";
import type { Place } from "../yaml/place.ts";
import type { Problem } from "../yaml/problem.ts";

/** How to know a finding again, wherever its lines are. */
export interface Identity {
  /** The object that it is about, such as `NetworkPolicy shop/web`. */
  readonly object?: string;
  readonly identity: string;
}

/**
 * Made of the rule, the object by kind and name, and the keys that lead to the place in it. In lists what stands there
 * counts and not its index, so that an item before it changes nothing.
 */
export function identityAt(rule: string, { document, root, path }: Place): Identity {
  const object = nameOf(valueAt(document.value, root));
  const way = path.slice(root.length);
  const keys = way.filter((key) => typeof key === "string");
  const item = keys.length < way.length ? [valueAt(document.value, path) ?? null] : [];
  return { object, identity: JSON.stringify([rule, object, keys, ...item]) };
}

/** Of a text in which no object was found: by the file, what is wrong, and the line as it is written. */
export function identityOfProblem(rule: string, { file, message, sourceLine = "" }: Problem): Identity {
  return { identity: JSON.stringify([rule, file, message, sourceLine.trim()]) };
}

/** Counts those that would have the same identity. */
export function distinguished<T extends Identity>(findings: readonly T[]): readonly T[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const earlier = counts.get(finding.identity) ?? 0;
    counts.set(finding.identity, earlier + 1);
    return earlier === 0 ? finding : { ...finding, identity: `${finding.identity} ${earlier + 1}` };
  });
}

function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((outer, key) => {
    if (Array.isArray(outer)) return outer[Number(key)];
    return isMapping(outer) && Object.hasOwn(outer, key) ? outer[key] : undefined;
  }, value);
}

/** A policy in a scenario need not say its kind. */
function nameOf(object: unknown): string {
  const { kind = "NetworkPolicy", metadata } = isMapping(object) ? object : {};
  const { name = "", namespace } = isMapping(metadata) ? metadata : {};
  return `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
}
