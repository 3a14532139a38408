import { z } from "zod";
import type { PolicyFiles } from "../../manifest/policy-files.ts";
import { API_VERSION, KIND } from "../../manifest/policy-manifest.ts";
import type { RefusedManifest } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { judgedLater } from "../../yaml/shape.ts";
import type { Names } from "../world/names.ts";
import { FORMS, isInPlace } from "./apply.ts";
import { isDeclared, POLICY_FILE, readPolicyFile, reportNoNamespace, targetsOf } from "./policy-target.ts";

/** What a policy that must be refused looks like to editors: nobody knows what is wrong in it. */
const UNJUDGED = z.looseObject({
  metadata: z.looseObject({}).optional().describe("At least the manifest's namespace, if there are several."),
  spec: z.unknown().optional().describe("Anything: it must be refused."),
});

const ITEM = z.union([z.string(), z.strictObject(POLICY_FILE), UNJUDGED]);

const WITH_REASON = {
  manifest: judgedLater(ITEM).describe("A file, { file: …, namespace: … } or a manifest written in place."),
  because: z
    .string()
    .min(1, '"because" must not be empty')
    .optional()
    .describe("A text that must stand in the API server's answer."),
};

/** How editors see an item of `refused`. */
export const REFUSED = z.union([z.strictObject(WITH_REASON), ITEM]);

/** The manifests of a step's `refused` list. Only their kind and their namespaces are judged. */
export function readRefused(list: Field, names: Names, files: PolicyFiles): readonly RefusedManifest[] {
  if (!Array.isArray(list.value)) return [];
  const found = list.value.flatMap((_, index) => readItem(list.child(index), names, files));
  const uses = new Map<string, number>();
  return found.map((refused) => {
    const count = (uses.get(refused.name) ?? 0) + 1;
    uses.set(refused.name, count);
    return count === 1 ? refused : { ...refused, name: `${refused.name} (${count})` };
  });
}

function readItem(item: Field, names: Names, files: PolicyFiles): readonly RefusedManifest[] {
  if (!isMapping(item.value) || !("manifest" in item.value)) return readManifests(item, names, files);
  const { because } = readFields(item, WITH_REASON);
  const reason = because === undefined ? {} : { reason: because };
  return readManifests(item.child("manifest"), names, files).map((found) => ({ ...found, ...reason }));
}

function readManifests(item: Field, names: Names, files: PolicyFiles): readonly RefusedManifest[] {
  if (typeof item.value === "string")
    return files.manifests(item.value, item).flatMap((found) => placed(found, [], names));
  if (!isMapping(item.value)) {
    item.problem(`${item.label} is no manifest`, FORMS);
    return [];
  }
  if (isInPlace(item)) return placed(item, [], names);
  const { file, given } = readPolicyFile(item, names);
  const manifests = file === undefined ? [] : files.manifests(file, item.child("file"));
  return given === undefined ? [] : manifests.flatMap((found) => placed(found, given, names));
}

function placed(field: Field, given: readonly string[], names: Names): readonly RefusedManifest[] {
  const { value } = field;
  const metadata = field.child("metadata");
  if (!isMapping(value) || !isPolicy(field, value) || !hasMetadata(metadata)) return [];
  const name = String(metadata.child("name").value ?? "(no name)");
  const own = metadata.child("namespace");
  const ownName = typeof own.value === "string" ? own.value : undefined;
  if (ownName !== undefined && !isDeclared(ownName, own, names)) return [];
  const targets = targetsOf(ownName, given, names);
  if (targets.length === 0) reportNoNamespace(field, `policy ${name}`, names);
  return targets.map((namespace) => ({
    name: `${namespace}/${name}`,
    manifest: {
      apiVersion: API_VERSION,
      kind: KIND,
      ...value,
      metadata: { ...(isMapping(metadata.value) ? metadata.value : {}), namespace },
    },
  }));
}

function isPolicy(field: Field, { kind = KIND }: Readonly<Record<string, unknown>>): boolean {
  if (kind === KIND) return true;
  field.child("kind").problem(`only a ${KIND} can be offered to be refused, not ${JSON.stringify(kind)}`);
  return false;
}

/** Without a mapping there is no place for the namespace, to which the manifest must be sent. */
function hasMetadata(metadata: Field): boolean {
  if (metadata.value === undefined || isMapping(metadata.value)) return true;
  metadata.problemAtKey(`${metadata.label} must be a mapping`);
  return false;
}
