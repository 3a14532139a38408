import { type DirectedRule, isAny } from "../directed-rule.ts";
import { isCovered } from "./coverage.ts";

/** Whether two rules of a policy allow the same, whatever pods there are. */
export function allowTheSame(one: DirectedRule, other: DirectedRule): boolean {
  return isCovered(one, other) && isCovered(other, one);
}

/** Whether a rule is `{}`, or as good as that. */
export function allowsAll({ peers, ports }: DirectedRule): boolean {
  return isAny(peers) && isAny(ports);
}
