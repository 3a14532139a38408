import { labelsSchema } from "../../manifest/label-schema.ts";
import {
  type Change,
  type ClusterState,
  type Labels,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  type Pod,
} from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
import { readShape } from "../../yaml/read-shape.ts";
import { suggest } from "../../yaml/suggest.ts";
import { namespaceFault, podFault } from "../world/names.ts";
import { checkNamespaceLabels } from "../world/namespaces.ts";
import type { Progress } from "../world/world.ts";

/** What bears labels: a pod `namespace/name` or a namespace. */
type Bearer = { readonly pod: Pod } | { readonly namespace: Namespace };

/** The changes of a step's `label` mapping. */
export function readLabel(spot: Spot, progress: Progress): readonly Change[] {
  return bearers(spot, progress).flatMap(({ bearer, spot }) => {
    const labels = readShape(spot, labelsSchema);
    if (labels === undefined) return [];
    if (Object.keys(labels).length === 0) spot.problem(`${spot.label} is given no label`);
    if ("namespace" in bearer) checkNamespaceLabels(bearer.namespace.name, labels, spot);
    return [changeOf(bearer, labels, [])];
  });
}

/** The changes of a step's `unlabel` mapping. A key that is not there is reported. */
export function readUnlabel(spot: Spot, progress: Progress): readonly Change[] {
  return bearers(spot, progress).flatMap(({ bearer, spot }) => {
    if (!Array.isArray(spot.value)) {
      spot.problem(`${spot.label} must be a list of label keys`, "write it as [app, tier]");
      return [];
    }
    const keys = spot.value.flatMap((_, index) => readKey(spot.child(index), bearer, progress));
    return [changeOf(bearer, {}, keys)];
  });
}

function readKey(spot: Spot, bearer: Bearer, { podsKnown }: Progress): readonly string[] {
  const key = spot.value;
  const { labels } = "pod" in bearer ? bearer.pod : bearer.namespace;
  if ("namespace" in bearer && key === NAMESPACE_NAME_LABEL)
    spot.problem(`${NAMESPACE_NAME_LABEL} cannot be removed: the API server sets it`);
  if (typeof key === "string" && Object.hasOwn(labels, key)) return [key];
  const hint = suggest(String(key), Object.keys(labels), "labels at this step");
  if (podsKnown) spot.problem(`there is no label ${JSON.stringify(key)} to remove`, hint);
  return [];
}

function changeOf(bearer: Bearer, set: Labels, unset: readonly string[]): Change {
  return "pod" in bearer
    ? { action: "label-pod", pod: bearer.pod.ref, set, unset }
    : { action: "label-namespace", namespace: bearer.namespace.name, set, unset };
}

function bearers(spot: Spot, progress: Progress): readonly { bearer: Bearer; spot: Spot }[] {
  if (!isMapping(spot.value)) return [];
  return Object.keys(spot.value).flatMap((name) => {
    const bearer = bearerNamed(name, progress.state);
    if (bearer === undefined) reportUnknown(spot.child(name), name, progress);
    return bearer === undefined ? [] : [{ bearer, spot: spot.child(name) }];
  });
}

function bearerNamed(name: string, state: ClusterState): Bearer | undefined {
  const pod = state.pods.find(({ ref }) => ref === name);
  if (pod !== undefined) return { pod };
  const namespace = state.namespaces.find((other) => other.name === name);
  return namespace && { namespace };
}

function reportUnknown(spot: Spot, name: string, { names }: Progress): void {
  const fault = name.includes("/") ? podFault(name, names) : namespaceFault(name, names);
  if (fault !== undefined) spot.problemAtKey(fault.message, fault.hint);
}
