import { type Labels, requirementsOf, type SelectorRequirement } from "../../model/index.ts";
import { perObject } from "../../system/per-object.ts";
import type { Path } from "../../yaml/offsets.ts";
import { didYouMean } from "../../yaml/suggest.ts";
import { chosen, type Labelled, type SelectorUse } from "./selector-use.ts";

/** A label in a selector that nothing has, and the label nearest to it that something has. */
export interface Misspelling {
  /** The way to it from the selector. */
  readonly path: Path;
  readonly at: "key" | "value";
  readonly written: string;
  readonly meant: string;
  readonly owners: readonly string[];
}

/** Nobody writes more by hand, and each is compared with every label that there is. */
const MOST_REQUIREMENTS = 100;

/**
 * Labels that look misspelled. In a selector that still chooses something only long values count: who lists `web` and
 * `web2` may well mean both.
 */
export const misspellings = perObject((use: SelectorUse): readonly Misspelling[] => {
  if (use.pool.length === 0) return [];
  const shortest = chosen(use).length === 0 ? 3 : 5;
  const { matchLabels = {}, matchExpressions = [] } = use.selector;
  if (requirementsOf(use.selector).length > MOST_REQUIREMENTS) return [];
  const labels = Object.entries(matchLabels).flatMap(([key, value]) =>
    misspelledPair(key, value, use.pool, shortest).map((found) => ({
      ...found,
      path: ["matchLabels", key],
    })),
  );
  const expressions = matchExpressions.flatMap((requirement, index) =>
    misspelledIn(requirement, use.pool, shortest).map((found) => ({
      ...found,
      path: ["matchExpressions", index, ...found.path],
    })),
  );
  return [...labels, ...expressions];
});

type Found = Omit<Misspelling, "path">;

function misspelledIn(
  { key, operator, values = [] }: SelectorRequirement,
  pool: readonly Labelled[],
  shortest: number,
): readonly Misspelling[] {
  if (operator === "DoesNotExist") return [];
  if (!isKey(key, pool)) {
    if (operator === "NotIn") return [];
    return nearKey(key, pool).map((near) => ({
      path: ["key"],
      at: "value",
      written: key,
      meant: near,
      owners: ownersOf(pool, near),
    }));
  }
  return values.flatMap((value, index) =>
    misspelledValue(key, value, pool, shortest).map((found) => ({ ...found, path: ["values", index] })),
  );
}

function misspelledPair(
  key: string,
  value: string,
  pool: readonly Labelled[],
  shortest: number,
): readonly Found[] {
  if (isKey(key, pool)) return misspelledValue(key, value, pool, shortest);
  const other = nearKey(key, pool).find((near) => ownersOf(pool, near, value).length > 0);
  const meant = other ?? keyOfValue(value, pool);
  if (meant === undefined) return [];
  const owners = ownersOf(pool, meant, value);
  return [{ at: "key", written: `${key}=${value}`, meant: `${meant}=${value}`, owners }];
}

function misspelledValue(
  key: string,
  value: string,
  pool: readonly Labelled[],
  shortest: number,
): readonly Found[] {
  const values = pool.flatMap(({ labels }) => labelValue(labels, key) ?? []);
  if (value.length < shortest || values.includes(value)) return [];
  const near = nearest(value, values);
  if (near === undefined || withoutDigits(near) === withoutDigits(value)) return [];
  return [
    { at: "value", written: `${key}=${value}`, meant: `${key}=${near}`, owners: ownersOf(pool, key, near) },
  ];
}

/** Values that say little alone, so that another key with the same value is no hint. */
const COMMON_VALUE = /^(true|false|yes|no|enabled|disabled|\d*|v\d+)$/;

/** The only key under which a value stands, such as `app.kubernetes.io/name` where `app` was written. */
function keyOfValue(value: string, pool: readonly Labelled[]): string | undefined {
  if (COMMON_VALUE.test(value)) return undefined;
  const keys = pool.flatMap(({ labels }) => Object.keys(labels).filter((key) => labels[key] === value));
  const [only, ...others] = new Set(keys);
  return others.length === 0 ? only : undefined;
}

function nearKey(key: string, pool: readonly Labelled[]): readonly string[] {
  const near = nearest(
    key,
    pool.flatMap(({ labels }) => Object.keys(labels)),
  );
  return near === undefined ? [] : [near];
}

function nearest(written: string, known: readonly string[]): string | undefined {
  const advice = didYouMean(written, known);
  return advice === undefined ? undefined : known.find((word) => didYouMean(written, [word]) === advice);
}

function isKey(key: string, pool: readonly Labelled[]): boolean {
  return pool.some(({ labels }) => Object.hasOwn(labels, key));
}

function ownersOf(pool: readonly Labelled[], key: string, value?: string): readonly string[] {
  return pool
    .filter(({ labels }) => {
      const own = labelValue(labels, key);
      return own !== undefined && (value === undefined || own === value);
    })
    .map(({ name }) => name);
}

function labelValue(labels: Labels, key: string): string | undefined {
  return Object.hasOwn(labels, key) ? labels[key] : undefined;
}

function withoutDigits(text: string): string {
  return text.replace(/\d+/g, "");
}
