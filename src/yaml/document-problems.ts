import { type Document, isScalar, type Scalar, visit } from "yaml";
import { anchorsOf } from "./anchors.ts";
import { positionAt } from "./lines.ts";
import type { Report } from "./problem.ts";
import { problemAt } from "./problem-at.ts";
import type { Source } from "./source.ts";

/** Further ones of a mapping are only counted. */
const MOST_DUPLICATES = 100;

/**
 * Reports keys that a mapping has twice: the parser would too, but not always at the key. Whether the keys can be
 * read, duplicates or not: `__proto__` would be lost silently on its way through objects.
 */
export function reportKeys(source: Source, nodes: Document, report: Report): boolean {
  let sound = true;
  visit(nodes, {
    Map(_, { items }) {
      const keys = items.flatMap(({ key }) => (isScalar<string>(key) ? [key] : []));
      const lost = keys.find(({ value }) => value === "__proto__");
      if (lost !== undefined) report(problemAt(source, lost.range?.[0] ?? 0, "__proto__ cannot be a key"));
      sound &&= lost === undefined;
      const duplicates = duplicatesAmong(keys);
      for (const { value, offset, first } of duplicates.slice(0, MOST_DUPLICATES))
        report(
          problemAt(source, offset, `${JSON.stringify(value)} is written twice`, lineHint(source, first)),
        );
      const [next] = duplicates.slice(MOST_DUPLICATES);
      if (next !== undefined)
        report(
          problemAt(
            source,
            next.offset,
            `${duplicates.length - MOST_DUPLICATES} more keys are written twice`,
          ),
        );
    },
  });
  return sound;
}

function duplicatesAmong(keys: readonly Scalar<string>[]) {
  const firsts = new Map<string, number>();
  return keys.flatMap(({ value, range }) => {
    const offset = range?.[0] ?? 0;
    const first = firsts.get(value);
    if (first === undefined) firsts.set(value, offset);
    return first === undefined ? [] : [{ value, offset, first }];
  });
}

function lineHint(source: Source, offset: number): string {
  return `first in line ${positionAt(source, offset).line}`;
}

/** Reports aliases that have no anchor or stand within it, which would make an endless value. */
export function reportAliases(source: Source, nodes: Document, report: Report): boolean {
  const anchors = anchorsOf(nodes);
  let sound = true;
  visit(nodes, {
    Alias(_, alias, ancestors) {
      const anchored = anchors.get(alias);
      if (anchored !== undefined && !ancestors.includes(anchored)) return;
      const why = anchored === undefined ? "has no anchor before it" : "stands within its own anchor";
      report(problemAt(source, alias.range?.[0] ?? 0, `the alias *${alias.source} ${why}`));
      sound = false;
    },
  });
  return sound;
}
