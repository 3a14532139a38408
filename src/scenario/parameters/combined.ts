import { type Field, isMapping } from "../../yaml/field.ts";
import { bindingsOf } from "./bindings.ts";
import type { Combination } from "./combinations.ts";
import { substitute } from "./substitute.ts";

/** The document as it reads in one combination; `count` is what `${case}` stands for. */
export function combined(root: Field, combination: Combination, count: number): Field {
  if (!isMapping(root.value)) return root;
  const { parameters, skip, ...rest } = root.value;
  const { value, origin } = substitute(root.holding(rest), bindingsOf(root, combination, count));
  return root.holding(value, origin);
}
