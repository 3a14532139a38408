import { afterChange, type Change, type ClusterState, policyName } from "../model/index.ts";
import type { Spot } from "./spot.ts";
import { suggest } from "./suggest.ts";

/** The changes of a step's `delete` list: `namespace/name` of policies in force, or `all` of them. */
export function readDelete(list: Spot, before: ClusterState, sound: boolean): readonly Change[] {
  if (!Array.isArray(list.value)) return [];
  const changes: Change[] = [];
  let state = before;
  for (const index of list.value.keys()) {
    const found = readItem(list.child(index), state, sound);
    state = found.reduce(afterChange, state);
    changes.push(...found);
  }
  return changes;
}

function readItem(spot: Spot, { policies }: ClusterState, sound: boolean): readonly Change[] {
  const written = spot.value;
  const doomed = written === "all" ? policies : policies.filter((policy) => policyName(policy) === written);
  if (doomed.length === 0 && sound) reportNothing(spot, policies.map(policyName));
  return doomed.map(({ metadata }) => ({
    action: "delete",
    namespace: metadata.namespace,
    name: metadata.name,
  }));
}

function reportNothing(spot: Spot, inForce: readonly string[]): void {
  if (spot.value === "all") spot.problem("no policy is in force to delete");
  else
    spot.problem(
      `no policy ${JSON.stringify(spot.value)} is in force at this step`,
      suggest(String(spot.value), [...inForce, "all"], "in force"),
    );
}
