import type { SuiteItem } from "./item.ts";

/**
 * Which scenarios are meant. `grep` is looked for in ids and names. A tag expression is words joined by `+`, each
 * possibly with `!`: `egress+!slow`. Of several, one must hold; but one that is nothing but `!word` always excludes.
 */
export interface Selection {
  readonly grep?: RegExp;
  readonly tags: readonly string[];
}

export function select(items: readonly SuiteItem[], { grep, tags }: Selection): readonly SuiteItem[] {
  const excluding = tags.filter(isExclusion);
  const choosing = tags.filter((tag) => !isExclusion(tag));
  return items.filter(
    ({ id, scenario }) =>
      (grep === undefined || grep.test(id) || grep.test(scenario.name)) &&
      excluding.every((tag) => holds(tag, scenario.tags)) &&
      (choosing.length === 0 || choosing.some((tag) => holds(tag, scenario.tags))),
  );
}

/** Words of tag expressions that no scenario bears, which are likely to be misspelt. */
export function unknownTags(items: readonly SuiteItem[], tags: readonly string[]): readonly string[] {
  const known = new Set(items.flatMap(({ scenario }) => scenario.tags));
  const words = tags.flatMap((tag) => tag.split("+")).map((word) => word.replace(/^!/, ""));
  return [...new Set(words)].filter((word) => !known.has(word));
}

function isExclusion(expression: string): boolean {
  return expression.startsWith("!") && !expression.includes("+");
}

function holds(expression: string, tags: readonly string[]): boolean {
  return expression
    .split("+")
    .every((word) => (word.startsWith("!") ? !tags.includes(word.slice(1)) : tags.includes(word)));
}
