import { type KnownPod, refOf } from "../../manifest/inventory.ts";
import { type LabelSelector, requirementsOf, type SelectorRequirement, wordList } from "../../model/index.ts";

/** A selector as kubectl writes it: `app=web,tier in (a,b),!old`. */
export function selectorText(selector: LabelSelector): string {
  return requirementsOf(selector).map(requirementText).join(",");
}

function requirementText({ key, operator, values = [] }: SelectorRequirement): string {
  switch (operator) {
    case "In":
      return values.length === 1 ? `${key}=${values[0]}` : `${key} in (${values.join(",")})`;
    case "NotIn":
      return `${key} notin (${values.join(",")})`;
    case "Exists":
      return key;
    case "DoesNotExist":
      return `!${key}`;
  }
}

/** `a`, `a and b`, `a, b and c`, `a, b, c and 4 more`; what is there twice once. */
export function listed(words: readonly string[], most = 3): string {
  const unique = [...new Set(words)];
  const shown = unique.length > most + 1 ? unique.slice(0, most) : unique;
  const rest = unique.length - shown.length;
  const items = rest > 0 ? [...shown, `${rest} more`] : shown;
  return wordList(items, "and");
}

export function podNames(pods: readonly KnownPod[]): string {
  return listed(pods.map(refOf));
}
