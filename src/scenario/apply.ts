import { z } from "zod";
import { type NetworkPolicy, policyName } from "../model/index.ts";
import type { ReadPolicyFile } from "./policy-files.ts";
import { type Manifest, policyIn, readInlineManifest } from "./policy-manifest.ts";
import { readFields } from "./read-shape.ts";
import { isMapping, type Spot } from "./spot.ts";
import { suggest } from "./suggest.ts";
import type { World } from "./world.ts";

const FILE = {
  file: z.string(),
  namespace: z
    .union([z.string(), z.array(z.string())], { error: '"namespace" must be a namespace or a list of them' })
    .optional(),
};

const FORMS = "an item is a file, { file: …, namespace: … } or a NetworkPolicy written in place";

interface Placed {
  readonly policy: NetworkPolicy;
  readonly spot: Spot;
}

/** The policies of an `apply` list, each in its namespace. One that is there twice is reported. */
export function readApply(list: Spot, world: World, readFile: ReadPolicyFile): readonly NetworkPolicy[] {
  if (!Array.isArray(list.value)) return [];
  const applied = new Map<string, string>();
  return list.value.flatMap((_, index) => {
    const item = list.child(index);
    const here = new Map<string, string>();
    const placed = readItem(item, world, readFile);
    for (const { policy, spot } of placed) {
      const name = policyName(policy);
      reportTwice(
        name,
        here.has(name) ? spot.child("metadata", "name") : item,
        here.get(name) ?? applied.get(name),
      );
      here.set(name, item.label);
    }
    for (const [name, label] of here) applied.set(name, label);
    return placed.map(({ policy }) => policy);
  });
}

function reportTwice(name: string, spot: Spot, first: string | undefined): void {
  if (first === undefined) return;
  spot.problem(`policy ${name} is applied twice in this step`, `the first is in ${first}`);
}

function readItem(item: Spot, world: World, readFile: ReadPolicyFile): readonly Placed[] {
  if (typeof item.value === "string")
    return readFile(item.value, item).flatMap((found) => placed(found, [], world));
  if (!isMapping(item.value)) {
    item.problem(`${item.label} is no policy`, FORMS);
    return [];
  }
  const isPolicy = ["metadata", "spec", "kind", "apiVersion"].some(
    (key) => item.child(key).value !== undefined,
  );
  if (isPolicy) return readInlineManifest(item).flatMap((found) => placed(found, [], world));
  return readFileItem(item, world, readFile);
}

function readFileItem(item: Spot, world: World, readFile: ReadPolicyFile): readonly Placed[] {
  const { file, namespace } = readFields(item, FILE);
  const given = namespace === undefined ? undefined : readGiven(item.child("namespace"), namespace, world);
  const manifests = file === undefined ? [] : readFile(file, item.child("file"));
  return given === undefined ? [] : manifests.flatMap((found) => placed(found, given, world));
}

/** The namespaces given to a file's policies; nothing if one of them is wrong. */
function readGiven(
  spot: Spot,
  given: string | readonly string[],
  world: World,
): readonly string[] | undefined {
  if (typeof given === "string") return isDeclared(given, spot, world) ? [given] : undefined;
  const sound = given.map((name, index) => {
    const twice = given.indexOf(name) < index;
    if (twice) spot.child(index).problem(`namespace ${name} is given twice`);
    return !twice && isDeclared(name, spot.child(index), world);
  });
  if (given.length === 0)
    spot.problem(`${spot.label} must not be empty`, "name a namespace, or leave it out");
  return sound.every(Boolean) && given.length > 0 ? given : undefined;
}

/** A manifest in its own namespace, else in each that is given, else in the only one that there is. */
function placed(manifest: Manifest, given: readonly string[], world: World): readonly Placed[] {
  const { spot, body } = manifest;
  const own = body.metadata.namespace;
  if (own !== undefined && !isDeclared(own, spot.child("metadata", "namespace"), world)) return [];
  const only = world.namespaceNames.length === 1 ? world.namespaceNames : [];
  const targets = own !== undefined ? [own] : given.length > 0 ? given : only;
  if (targets.length === 0) reportNoNamespace(manifest, world);
  return targets.map((namespace) => ({ policy: policyIn(namespace, manifest), spot }));
}

function reportNoNamespace({ spot, body }: Manifest, { namespaceNames }: World): void {
  if (namespaceNames.length === 0) return;
  spot
    .child("metadata")
    .problemAtKey(
      `policy ${body.metadata.name} names no namespace, and the scenario has ${namespaceNames.length}`,
      `add metadata.namespace, or apply it with { file: …, namespace: ${namespaceNames[0]} }`,
    );
}

function isDeclared(name: string, spot: Spot, { namespaceNames }: World): boolean {
  if (namespaceNames.includes(name)) return true;
  spot.problem(
    `unknown namespace ${JSON.stringify(name)}`,
    suggest(name, namespaceNames, "declared namespaces"),
  );
  return false;
}
