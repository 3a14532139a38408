import { policyIn, readInlineManifest } from "../../manifest/policy-manifest.ts";
import {
  afterChange,
  type Change,
  type ClusterState,
  isNetworkPolicy,
  policyName,
} from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
import { suggest } from "../../yaml/suggest.ts";
import type { Progress } from "../world/world.ts";
import { checkAddresses } from "./address-check.ts";
import { mergePatch } from "./merge-patch.ts";

/** The changes of a step's `patch` mapping: each policy in force, merged with its patch, applied anew. */
export function readPatch(spot: Spot, before: Progress): readonly Change[] {
  if (!isMapping(spot.value)) return [];
  const changes: Change[] = [];
  let state = before.state;
  for (const name of Object.keys(spot.value)) {
    const found = readOne(spot.child(name), name, { ...before, state });
    state = found.reduce(afterChange, state);
    changes.push(...found);
  }
  return changes;
}

function readOne(spot: Spot, name: string, progress: Progress): readonly Change[] {
  const policy = progress.state.policies.filter(isNetworkPolicy).find((one) => policyName(one) === name);
  if (policy === undefined) {
    if (progress.policiesKnown) reportUnknown(spot, name, progress.state);
    return [];
  }
  if (!isMapping(spot.value)) {
    spot.problem(`${spot.label} must be a mapping`, "a patch is written { spec: { ingress: [] } }");
    return [];
  }
  reportRenaming(spot);
  const merged = spot.holding(mergePatch(policy, spot.value));
  checkAddresses(spot.child("spec"), progress);
  return readInlineManifest(merged).map((manifest) => ({
    action: "apply",
    object: policyIn(policy.metadata.namespace, manifest),
  }));
}

function reportUnknown(spot: Spot, name: string, { policies }: ClusterState): void {
  spot.problemAtKey(
    `no policy ${JSON.stringify(name)} is in force to be patched`,
    suggest(name, policies.map(policyName), "in force"),
  );
}

function reportRenaming(spot: Spot): void {
  for (const key of ["name", "namespace"])
    if (spot.child("metadata", key).value !== undefined)
      spot.child("metadata", key).problemAtKey(`a patch cannot change a policy's ${key}`);
}
