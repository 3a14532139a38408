import { type LabelSelector, requirementsOf, type SelectorRequirement } from "../../model/index.ts";

/** Whether a selector requires nothing. */
export function selectsAll(selector: LabelSelector = {}): boolean {
  return requirementsOf(selector).length === 0;
}

/** Whether everything that fulfils `narrow` certainly fulfils `wide`. */
export function implies(
  narrow: readonly SelectorRequirement[],
  wide: readonly SelectorRequirement[],
): boolean {
  return wide.every((wanted) => narrow.some((given) => given.key === wanted.key && entails(given, wanted)));
}

function entails(given: SelectorRequirement, wanted: SelectorRequirement): boolean {
  const [has, needs] = [given.values ?? [], wanted.values ?? []];
  switch (wanted.operator) {
    case "In":
      return given.operator === "In" && has.every((value) => needs.includes(value));
    case "NotIn":
      if (given.operator === "In") return !has.some((value) => needs.includes(value));
      if (given.operator === "NotIn") return needs.every((value) => has.includes(value));
      return given.operator === "DoesNotExist";
    case "Exists":
      return given.operator === "In" || given.operator === "Exists";
    case "DoesNotExist":
      return given.operator === "DoesNotExist";
  }
}

/** Whether all that `narrow` selects is selected by `wide`; an absent selector selects all. */
export function isWithin(narrow: LabelSelector = {}, wide: LabelSelector = {}): boolean {
  return implies(requirementsOf(narrow), requirementsOf(wide));
}

/** Whether two selectors certainly select the same. */
export function areEqual(one: LabelSelector | undefined, other: LabelSelector | undefined): boolean {
  return isWithin(one, other) && isWithin(other, one);
}
