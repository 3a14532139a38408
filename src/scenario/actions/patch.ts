import type { PolicyFiles } from "../../manifest/policy-files.ts";
import { policyIn, readInlineManifest } from "../../manifest/policy-manifest.ts";
import { afterChange, type Change, type ClusterState, policyName } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { suggest } from "../../yaml/suggest.ts";
import type { Progress } from "../world/world.ts";
import { checkAddresses } from "./address-check.ts";
import { mergePatch } from "./merge-patch.ts";

/** The changes of a step's `patch` mapping: each policy in force, merged with its patch, applied anew. */
export function readPatch(
  field: Field,
  before: Progress,
  { kinds }: Pick<PolicyFiles, "kinds">,
): readonly Change[] {
  if (!isMapping(field.value)) return [];
  const changes: Change[] = [];
  let state = before.state;
  for (const name of Object.keys(field.value)) {
    const found = readOne(field.child(name), name, { ...before, state }, kinds);
    state = found.reduce(afterChange, state);
    changes.push(...found);
  }
  return changes;
}

function readOne(
  field: Field,
  name: string,
  progress: Progress,
  kinds: PolicyFiles["kinds"],
): readonly Change[] {
  const policy = progress.state.policies.find((one) => policyName(one) === name);
  if (policy === undefined) {
    if (progress.policiesKnown) reportUnknown(field, name, progress.state);
    return [];
  }
  if (!isMapping(field.value)) {
    field.problem(`${field.label} must be a mapping`, "a patch is written { spec: { ingress: [] } }");
    return [];
  }
  reportRenaming(field);
  const merged = field.holding(mergePatch(policy, field.value));
  checkAddresses(field.child("spec"), progress);
  return readInlineManifest(merged, kinds).map((manifest) => ({
    action: "apply",
    object: policyIn(policy.metadata.namespace, manifest),
  }));
}

function reportUnknown(field: Field, name: string, { policies }: ClusterState): void {
  field.problemAtKey(
    `no policy ${JSON.stringify(name)} is in force to be patched`,
    suggest(name, policies.map(policyName), "in force"),
  );
}

function reportRenaming(field: Field): void {
  for (const key of ["name", "namespace"])
    if (field.child("metadata", key).value !== undefined)
      field.child("metadata", key).problemAtKey(`a patch cannot change a policy's ${key}`);
}
