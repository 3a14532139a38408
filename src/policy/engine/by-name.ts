import { type PolicyObject, policyName } from "../../model/index.ts";

/** Policies in the order of their names, which are unique: nothing depends on the order in which they were created. */
export function byName<Policy extends PolicyObject>(policies: readonly Policy[]): readonly Policy[] {
  const named = new Map(policies.map((policy) => [policyName(policy), policy]));
  return [...named.keys()].toSorted().flatMap((name) => named.get(name) ?? []);
}
