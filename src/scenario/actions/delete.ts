import {
  afterChange,
  type Change,
  type ClusterState,
  type PolicyObject,
  policyName,
  refOfObject,
} from "../../model/index.ts";
import type { Spot } from "../../yaml/field.ts";
import { suggest } from "../../yaml/suggest.ts";
import type { Progress } from "../world/world.ts";

/** The changes of a step's `delete` list: `namespace/name` of policies in force, `namespace/*` or `all` of them. */
export function readDelete(list: Spot, { state: before, policiesKnown }: Progress): readonly Change[] {
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

function readItem(spot: Spot, { policies }: ClusterState, sound: boolean): readonly Change[] {
  const written = spot.value;
  const doomed = policies.filter((policy) => isMeant(written, policy));
  if (doomed.length === 0 && sound) reportNothing(spot, policies.map(policyName));
  return doomed.map((policy) => ({ action: "delete", object: refOfObject(policy) }));
}

function isMeant(written: unknown, policy: PolicyObject): boolean {
  return ["all", `${policy.metadata.namespace}/*`, policyName(policy)].some((name) => name === written);
}

function reportNothing(spot: Spot, inForce: readonly string[]): void {
  if (spot.value === "all") spot.problem("no policy is in force to delete");
  else
    spot.problem(
      `no policy ${JSON.stringify(spot.value)} is in force at this step`,
      suggest(String(spot.value), [...inForce, "all"], "in force"),
    );
}
