import { type Field, isMapping } from "../../yaml/field.ts";
import { type Origin, originUnder } from "../../yaml/origin.ts";
import type { ProblemText } from "../../yaml/problem.ts";
import { suggest } from "../../yaml/suggest.ts";
import type { Combination } from "./combinations.ts";
import type { LookUp, Meaning } from "./meaning.ts";
import { substitute } from "./substitute.ts";

/** The value of a parameter in one combination; a pair has two. A mapping stands for its label, and has fields. */
type Bound =
  | { readonly label: string; readonly meaning?: Meaning }
  | { readonly label: string; readonly one: Bound; readonly other: Bound };

/**
 * What placeholders mean in one combination, `${case}` among them.
 *
 * @param root - the document; values may hold placeholders of the parameters before.
 */
export function bindingsOf(root: Field, combination: Combination, count: number): LookUp {
  const bound = new Map<string, Bound>([["case", { label: `${count}` }]]);
  const bind = ({ label, path }: { label: string; path: Origin["path"] }): Bound => {
    const { value, origin } = substitute(root.child(...path), (inside) => lookUp(inside, bound));
    return { label, meaning: { value, origin } };
  };
  for (const [name, option] of combination)
    bound.set(
      name,
      "one" in option
        ? { label: option.label, one: bind(option.one), other: bind(option.other) }
        : bind(option),
    );
  return (inside) => lookUp(inside, bound);
}

function lookUp(inside: string, bound: ReadonlyMap<string, Bound>): Meaning | ProblemText {
  const [name = "", ...fields] = inside.trim().split(".");
  const found = bound.get(name);
  const hint = suggest(inside, [...bound.keys()], "parameters are");
  return found === undefined
    ? { message: `unknown placeholder \${${inside}}`, hint }
    : meaningOf(inside, found, fields);
}

function meaningOf(inside: string, bound: Bound, fields: readonly string[]): Meaning | ProblemText {
  const [first, ...rest] = fields;
  if (!("one" in bound)) return fieldOf(inside, bound, fields);
  if (first === undefined) return { value: bound.label };
  if (first === "one" || first === "other") return meaningOf(inside, bound[first], rest);
  return { message: `unknown placeholder \${${inside}}`, hint: "a pair has .one and .other" };
}

function fieldOf(
  inside: string,
  { label, meaning }: { readonly label: string; readonly meaning?: Meaning },
  fields: readonly string[],
): Meaning | ProblemText {
  if (fields.length === 0 && (meaning === undefined || isMapping(meaning.value))) return { value: label };
  let { value, origin = { path: [] } }: Meaning = meaning ?? { value: label };
  for (const field of fields) {
    if (!isMapping(value) || !Object.hasOwn(value, field)) {
      const known = isMapping(value) ? Object.keys(value) : [];
      const hint = suggest(field, known, `${label} has`);
      return { message: `unknown placeholder \${${inside}}`, hint };
    }
    value = value[field];
    origin = originUnder(origin, field);
  }
  return { value, origin };
}
