import {
  afterChange,
  type Change,
  type ClusterState,
  type PolicyObject,
  policyName,
  refOfObject,
} from "../../model/index.ts";
import type { Field } from "../../yaml/field.ts";
import { suggest } from "../../yaml/suggest.ts";
import type { Progress } from "../world/world.ts";

/** The changes of a step's `delete` list: `namespace/name` of policies in force, `namespace/*` or `all` of them. */
export function readDelete(list: Field, { state: before, policiesKnown }: Progress): readonly Change[] {
  if (!Array.isArray(list.value)) return [];
  const changes: Change[] = [];
  let state = before;
  for (const index of list.value.keys()) {
    const found = readItem(list.child(index), state, policiesKnown);
    state = found.reduce(afterChange, state);
    changes.push(...found);
  }
  return changes;
}

function readItem(field: Field, { policies }: ClusterState, sound: boolean): readonly Change[] {
  const written = field.value;
  const matching = policies.filter((policy) => isMeant(written, policy));
  if (matching.length === 0 && sound) reportNothing(field, policies.map(policyName));
  return matching.map((policy) => ({ action: "delete", object: refOfObject(policy) }));
}

function isMeant(written: unknown, policy: PolicyObject): boolean {
  const { namespace } = policy.metadata;
  const all = namespace === undefined ? "all" : `${namespace}/*`;
  return ["all", all, policyName(policy)].some((name) => name === written);
}

function reportNothing(field: Field, inForce: readonly string[]): void {
  if (field.value === "all") field.problem("no policy is in force to delete");
  else
    field.problem(
      `no policy ${JSON.stringify(field.value)} is in force at this step`,
      suggest(String(field.value), [...inForce, "all"], "in force"),
    );
}
