import { mappingsIn, textsIn } from "../../../manifest/workload.ts";
import type { LabelSelector, SelectorRequirement } from "../../../model/index.ts";
import { isMapping } from "../../../yaml/field.ts";

const OPERATORS: readonly unknown[] = ["In", "NotIn", "Exists", "DoesNotExist"];

/** A LabelSelector of an object that nobody has judged; undefined if it is none. */
export function writtenSelector(value: unknown): LabelSelector | undefined {
  if (!isMapping(value)) return undefined;
  const requirements = mappingsIn(value.matchExpressions);
  if (!requirements.every(isRequirement)) return undefined;
  return { matchLabels: textsIn(value.matchLabels), matchExpressions: requirements };
}

function isRequirement(
  value: Readonly<Record<string, unknown>>,
): value is Readonly<Record<string, unknown>> & SelectorRequirement {
  const { key, operator, values = [] } = value;
  return (
    typeof key === "string" &&
    OPERATORS.includes(operator) &&
    Array.isArray(values) &&
    values.every((each) => typeof each === "string")
  );
}
