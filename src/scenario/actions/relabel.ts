import { labelsSchema } from "../../manifest/label-schema.ts";
import {
  type Change,
  type ClusterState,
  type Labels,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  type Pod,
} from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { readShape } from "../../yaml/read-shape.ts";
import { suggest } from "../../yaml/suggest.ts";
import { namespaceProblem, podProblem } from "../world/names.ts";
import { checkNamespaceLabels } from "../world/namespaces.ts";
import type { Progress } from "../world/world.ts";

/** What has labels: a pod `namespace/name` or a namespace. */
type LabelOwner = { readonly pod: Pod } | { readonly namespace: Namespace };

/** The changes of a step's `label` mapping. */
export function readLabel(field: Field, progress: Progress): readonly Change[] {
  return owners(field, progress).flatMap(({ owner, field }) => {
    const labels = readShape(field, labelsSchema);
    if (labels === undefined) return [];
    if (Object.keys(labels).length === 0) field.problem(`${field.label} is given no label`);
    if ("namespace" in owner) checkNamespaceLabels(owner.namespace.name, labels, field);
    return [changeOf(owner, labels, [])];
  });
}

/** The changes of a step's `unlabel` mapping. A key that is not there is reported. */
export function readUnlabel(field: Field, progress: Progress): readonly Change[] {
  return owners(field, progress).flatMap(({ owner, field }) => {
    if (!Array.isArray(field.value)) {
      field.problem(`${field.label} must be a list of label keys`, "write it as [app, tier]");
      return [];
    }
    const keys = field.value.flatMap((_, index) => readKey(field.child(index), owner, progress));
    return [changeOf(owner, {}, keys)];
  });
}

function readKey(field: Field, owner: LabelOwner, { podsKnown }: Progress): readonly string[] {
  const key = field.value;
  const { labels } = "pod" in owner ? owner.pod : owner.namespace;
  if ("namespace" in owner && key === NAMESPACE_NAME_LABEL)
    field.problem(`${NAMESPACE_NAME_LABEL} cannot be removed: the API server sets it`);
  if (typeof key === "string" && Object.hasOwn(labels, key)) return [key];
  const hint = suggest(String(key), Object.keys(labels), "labels at this step");
  if (podsKnown) field.problem(`there is no label ${JSON.stringify(key)} to remove`, hint);
  return [];
}

function changeOf(owner: LabelOwner, set: Labels, unset: readonly string[]): Change {
  return "pod" in owner
    ? { action: "label-pod", pod: owner.pod.ref, set, unset }
    : { action: "label-namespace", namespace: owner.namespace.name, set, unset };
}

function owners(field: Field, progress: Progress): readonly { owner: LabelOwner; field: Field }[] {
  if (!isMapping(field.value)) return [];
  return Object.keys(field.value).flatMap((name) => {
    const owner = ownerNamed(name, progress.state);
    if (owner === undefined) reportUnknown(field.child(name), name, progress);
    return owner === undefined ? [] : [{ owner, field: field.child(name) }];
  });
}

function ownerNamed(name: string, state: ClusterState): LabelOwner | undefined {
  const pod = state.pods.find(({ ref }) => ref === name);
  if (pod !== undefined) return { pod };
  const namespace = state.namespaces.find((other) => other.name === name);
  return namespace && { namespace };
}

function reportUnknown(field: Field, name: string, { names }: Progress): void {
  const problem = name.includes("/") ? podProblem(name, names) : namespaceProblem(name, names);
  if (problem !== undefined) field.problemAtKey(problem.message, problem.hint);
}
