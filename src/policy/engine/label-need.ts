import type { SelectorRequirement } from "../../model/index.ts";

/**
 * What requirements on one key leave open for its label: one of some values, any value but some, no label, or nothing that
 * meets them all.
 */
export type LabelNeed =
  | { readonly kind: "one-of"; readonly values: readonly [string, ...string[]] }
  | { readonly kind: "any-but"; readonly except: readonly string[] }
  | { readonly kind: "absent" }
  | { readonly kind: "impossible" };

/** `absent` stands also for what NotIn alone asks for, which a label with another value meets as well. */
export function labelNeed(requirements: readonly SelectorRequirement[]): LabelNeed {
  const valuesOf = (wanted: SelectorRequirement["operator"]): readonly (readonly string[])[] =>
    requirements.filter(({ operator }) => operator === wanted).map(({ values = [] }) => values);
  const has = (wanted: SelectorRequirement["operator"]): boolean =>
    requirements.some(({ operator }) => operator === wanted);
  const excluded = valuesOf("NotIn").flat();
  const [list, ...lists] = valuesOf("In");
  if (list === undefined) {
    if (!has("Exists")) return { kind: "absent" };
    return has("DoesNotExist") ? { kind: "impossible" } : { kind: "any-but", except: excluded };
  }
  const [first, ...others] = list.filter(
    (value) => lists.every((each) => each.includes(value)) && !excluded.includes(value),
  );
  if (first === undefined || has("DoesNotExist")) return { kind: "impossible" };
  return { kind: "one-of", values: [first, ...others] };
}
