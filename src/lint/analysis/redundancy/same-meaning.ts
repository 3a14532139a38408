import type { PlacedPolicy } from "../../../manifest/inventory.ts";
import { DIRECTIONS, effectiveRules } from "../directed-rule.ts";
import { isolates } from "../isolates.ts";
import { areEqual } from "../requirements.ts";
import { allowTheSame } from "./rule-equality.ts";

/** Whether two policies of a namespace, of different names, mean the same whatever pods there are. */
export function meanTheSame(one: PlacedPolicy, other: PlacedPolicy): boolean {
  return (
    one.namespace === other.namespace &&
    one.name !== other.name &&
    areEqual(one.spec.podSelector, other.spec.podSelector) &&
    DIRECTIONS.every((direction) => {
      const [rules, others] = [effectiveRules(one, direction), effectiveRules(other, direction)];
      return (
        isolates(one, direction) === isolates(other, direction) &&
        rules.every((rule) => others.some((each) => allowTheSame(rule, each))) &&
        others.every((rule) => rules.some((each) => allowTheSame(rule, each)))
      );
    })
  );
}
