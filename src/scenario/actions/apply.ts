import { z } from "zod";
import { networkPolicySchema } from "../../manifest/network-policy-schema.ts";
import type { PolicyFiles } from "../../manifest/policy-files.ts";
import { type Manifest, policyIn, readInlineManifest } from "../../manifest/policy-manifest.ts";
import { type PolicyObject, policyName } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import type { Names } from "../world/names.ts";
import type { Progress } from "../world/world.ts";
import { checkAddresses } from "./address-check.ts";
import { isDeclared, POLICY_FILE, readPolicyFile, reportNoNamespace, targetsOf } from "./policy-target.ts";

/** How editors see an item of `apply`. */
export const APPLIED = z
  .union([z.string(), z.strictObject(POLICY_FILE), networkPolicySchema])
  .describe("A file, { file: …, namespace: … } or a NetworkPolicy written in place.");

export const FORMS = "an item is a file, { file: …, namespace: … } or a NetworkPolicy written in place";

interface Placed {
  readonly policy: PolicyObject;
  readonly field: Field;
}

/** The policies of an `apply` list, each in its namespace. One that is there twice is reported. */
export function readApply(list: Field, progress: Progress, files: PolicyFiles): readonly PolicyObject[] {
  if (!Array.isArray(list.value)) return [];
  const applied = new Map<string, string>();
  return list.value.flatMap((_, index) => {
    const item = list.child(index);
    const here = new Map<string, string>();
    const placed = readItem(item, progress.names, files);
    for (const { policy, field } of placed) {
      const name = policyName(policy);
      reportTwice(
        name,
        here.has(name) ? field.child("metadata", "name") : item,
        here.get(name) ?? applied.get(name),
      );
      checkAddresses(field.child("spec"), progress);
      here.set(name, item.label);
    }
    for (const [name, label] of here) applied.set(name, label);
    return placed.map(({ policy }) => policy);
  });
}

/** Whether an item is a manifest written in place, as against a file with its namespaces. */
export function isInPlace(item: Field): boolean {
  return ["metadata", "spec", "kind", "apiVersion"].some((key) => item.child(key).value !== undefined);
}

function reportTwice(name: string, field: Field, first: string | undefined): void {
  if (first === undefined) return;
  field.problem(`policy ${name} is applied twice in this step`, `the first is in ${first}`);
}

function readItem(item: Field, names: Names, files: PolicyFiles): readonly Placed[] {
  if (typeof item.value === "string")
    return files.policies(item.value, item).flatMap((found) => placed(found, [], names));
  if (!isMapping(item.value)) {
    item.problem(`${item.label} is no policy`, FORMS);
    return [];
  }
  if (isInPlace(item))
    return readInlineManifest(item, files.kinds).flatMap((found) => placed(found, [], names));
  const { file, given } = readPolicyFile(item, names);
  const manifests = file === undefined ? [] : files.policies(file, item.child("file"));
  return given === undefined ? [] : manifests.flatMap((found) => placed(found, given, names));
}

/** A manifest of the cluster as it is; any other in its own namespace, else in each that is given, else in the only one that there is. */
function placed(manifest: Manifest, given: readonly string[], names: Names): readonly Placed[] {
  const { field, body, kind } = manifest;
  if (kind.scope === "Cluster") return [{ policy: policyIn(undefined, manifest), field }];
  const own = body.metadata.namespace;
  if (own !== undefined && !isDeclared(own, field.child("metadata", "namespace"), names)) return [];
  const targets = targetsOf(own, given, names);
  if (targets.length === 0) reportNoNamespace(field, `policy ${body.metadata.name}`, names);
  return targets.map((namespace) => ({ policy: policyIn(namespace, manifest), field }));
}
