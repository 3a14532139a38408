import { z } from "zod";
import type { ApplicationFiles } from "../../manifest/application/application-files.ts";
import type { Inventory } from "../../manifest/inventory.ts";
import { readManifests } from "../../manifest/read-manifests.ts";
import { type Twins, twinsOf } from "../../manifest/twins/twins-of.ts";
import { PLACEHOLDER, policyName } from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import type { Report } from "../../yaml/problem.ts";
import { readFields } from "../../yaml/read-shape.ts";
import { judgedLater, list } from "../../yaml/shape.ts";
import { keysOf } from "./names.ts";
import { namespaceNameProblem } from "./namespaces.ts";

const MOST_REPLICAS = '"replicas" is a whole number from 1 to 10';

const MANIFEST_FILE = {
  file: z
    .string()
    .describe("A file, folder or pattern (k8s/*.yaml) of manifests, relative to the scenario's folder."),
  namespace: z.string().optional().describe("The namespace of objects that name none."),
  replicas: z
    .int(MOST_REPLICAS)
    .min(1, MOST_REPLICAS)
    .max(10, MOST_REPLICAS)
    .optional()
    .describe("Make as many pods of a workload as it has replicas, but at most this many. The default is 1."),
};

/** How editors see `manifests`. */
export const MANIFESTS = list(
  judgedLater(z.union([z.string(), z.strictObject(MANIFEST_FILE)])),
  (written) => `write a list: [${JSON.stringify(written)}]`,
)
  .min(1, '"manifests" must not be empty')
  .optional()
  .describe(
    "Files, folders and patterns of Kubernetes manifests whose namespaces, workloads (one pod each, or replicas), Services and policies are there before the first step: k8s/, or { file: …, namespace: …, replicas: … }.",
  );

export interface ManifestReading {
  readonly files: (path: string) => ApplicationFiles;
  readonly report: Report;
}

interface Item {
  readonly path?: string | undefined;
  readonly namespace?: string | undefined;
  readonly replicas?: number | undefined;
  /** Where problems with the files are reported. */
  readonly at: Field;
}

const FORMS = "an item is a file, a folder, or { file: …, namespace: …, replicas: … }";

/** The application that `manifests` of a scenario describe; there is nothing in it if nothing is written. */
export function readTwins(root: Field, { files, report }: ManifestReading): Twins {
  const field = root.child("manifests");
  const items = Array.isArray(field.value) ? field.value.map((_, index) => field.child(index)) : [];
  const otherwise = onlyNamespace(root) ?? "default";
  const notes: string[] = [];
  const inventories = items.flatMap((item): readonly Inventory[] => {
    const { path, namespace, replicas = 1, at } = readItem(item);
    const read = path === undefined ? undefined : files(path);
    if (read === undefined) return [];
    if ("unreadable" in read) {
      at.problem(
        `cannot read ${read.path}: ${read.unreadable}`,
        "paths are relative to the scenario's folder",
      );
      return [];
    }
    for (const problem of read.problems) report(problem);
    notes.push(...read.leftOut);
    const inventory = readManifests(read.documents, namespace, report);
    if (read.problems.length === 0 && isEmpty(inventory))
      at.problem(`${read.path} holds no workload and no policy`);
    if (namespace === undefined) notes.push(...withoutNamespace(inventory, read.path, otherwise));
    return [withReplicas(inventory, replicas)];
  });
  const twins = twinsOf(together(inventories), {
    namespace: otherwise,
    declared: keysOf(root.child("namespaces").value),
  });
  checkTwins(field, twins);
  return { ...twins, leftOut: [...notes, ...twins.leftOut] };
}

function withReplicas(inventory: Inventory, most: number): Inventory {
  const pods = inventory.pods.map((pod) => ({
    ...pod,
    twins: Math.max(1, Math.min(pod.replicas ?? 1, most)),
  }));
  return { ...inventory, pods };
}

function readItem(item: Field): Item {
  if (typeof item.value === "string") return { path: item.value, at: item };
  if (!isMapping(item.value)) {
    item.problem(`${item.label} is no file`, FORMS);
    return { at: item };
  }
  const { file, namespace, replicas } = readFields(item, MANIFEST_FILE);
  return { path: file, namespace, replicas, at: item.child("file") };
}

/** As for policies: the namespace that a scenario declares, if there is one only. */
function onlyNamespace(root: Field): string | undefined {
  const [only, ...others] = keysOf(root.child("namespaces").value);
  return others.length === 0 ? only : undefined;
}

function together(all: readonly Inventory[]): Inventory {
  return {
    policies: all.flatMap(({ policies }) => policies),
    namespaces: all.flatMap(({ namespaces }) => namespaces),
    pods: all.flatMap(({ pods }) => pods),
    services: all.flatMap(({ services }) => services),
    others: all.flatMap(({ others = [] }) => others),
    leftOut: all.flatMap(({ leftOut = [] }) => leftOut),
    complete: false,
  };
}

function isEmpty({ policies, pods, services, namespaces }: Inventory): boolean {
  return [policies, pods, services, namespaces].every(({ length }) => length === 0);
}

function withoutNamespace({ policies, pods, services }: Inventory, path: string, otherwise: string) {
  const lacks = [...policies, ...pods, ...services].some(({ namespace }) => namespace === undefined);
  return lacks ? [`what names no namespace in ${path} is in ${otherwise}`] : [];
}

function checkTwins(field: Field, { namespaces, policies }: Twins): void {
  for (const { name } of namespaces) {
    const problem = namespaceNameProblem(name);
    if (problem !== undefined) field.problemAtKey(`namespace ${JSON.stringify(name)} ${problem}`);
  }
  for (const policy of policies)
    if (JSON.stringify(policy.spec).search(PLACEHOLDER) >= 0)
      field.problemAtKey(
        `the manifests' policy ${policyName(policy)} holds a placeholder, and manifests are taken as they are`,
        "apply it in a step",
      );
}
