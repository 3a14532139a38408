import {
  type Change,
  type ClusterState,
  type Labels,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  type Pod,
} from "../model/index.ts";
import { labelsSchema } from "./label-schema.ts";
import { checkNamespaceLabels } from "./namespaces.ts";
import { readShape } from "./read-shape.ts";
import { isMapping, type Spot } from "./spot.ts";
import { suggest } from "./suggest.ts";
import type { World } from "./world.ts";

/** What bears labels: a pod `namespace/name` or a namespace. */
type Bearer = { readonly pod: Pod } | { readonly namespace: Namespace };

/** The changes of a step's `label` mapping. */
export function readLabel(spot: Spot, state: ClusterState, world: World): readonly Change[] {
  return bearers(spot, state, world).flatMap(({ bearer, spot }) => {
    const labels = readShape(spot, labelsSchema);
    if (labels === undefined) return [];
    if (Object.keys(labels).length === 0) spot.problem(`${spot.label} is given no label`);
    if ("namespace" in bearer) checkNamespaceLabels(bearer.namespace.name, labels, spot);
    return [changeOf(bearer, labels, [])];
  });
}

/** The changes of a step's `unlabel` mapping. A key that is not there is reported. */
export function readUnlabel(spot: Spot, state: ClusterState, world: World): readonly Change[] {
  return bearers(spot, state, world).flatMap(({ bearer, spot }) => {
    if (!Array.isArray(spot.value)) {
      spot.problem(`${spot.label} must be a list of label keys`, "write it as [app, tier]");
      return [];
    }
    const keys = spot.value.flatMap((_, index) => readKey(spot.child(index), bearer, world));
    return [changeOf(bearer, {}, keys)];
  });
}

function readKey(spot: Spot, bearer: Bearer, world: World): readonly string[] {
  const key = spot.value;
  const { labels } = "pod" in bearer ? bearer.pod : bearer.namespace;
  if ("namespace" in bearer && key === NAMESPACE_NAME_LABEL)
    spot.problem(`${NAMESPACE_NAME_LABEL} cannot be removed: the API server sets it`);
  if (typeof key === "string" && Object.hasOwn(labels, key)) return [key];
  const hint = suggest(String(key), Object.keys(labels), "labels at this step");
  if (world.sound) spot.problem(`there is no label ${JSON.stringify(key)} to remove`, hint);
  return [];
}

function changeOf(bearer: Bearer, set: Labels, unset: readonly string[]): Change {
  return "pod" in bearer
    ? { action: "label-pod", pod: bearer.pod.ref, set, unset }
    : { action: "label-namespace", namespace: bearer.namespace.name, set, unset };
}

function bearers(spot: Spot, state: ClusterState, world: World): readonly { bearer: Bearer; spot: Spot }[] {
  if (!isMapping(spot.value)) return [];
  return Object.keys(spot.value).flatMap((name) => {
    const bearer = bearerNamed(name, state);
    if (bearer === undefined) reportUnknown(spot.child(name), name, world);
    return bearer === undefined ? [] : [{ bearer, spot: spot.child(name) }];
  });
}

function bearerNamed(name: string, state: ClusterState): Bearer | undefined {
  const pod = state.pods.find(({ ref }) => ref === name);
  if (pod !== undefined) return { pod };
  const namespace = state.namespaces.find((other) => other.name === name);
  return namespace && { namespace };
}

function reportUnknown(spot: Spot, name: string, { podNames, namespaceNames }: World): void {
  const [kind, known] = name.includes("/") ? ["pod", podNames] : ["namespace", namespaceNames];
  if (known.includes(name)) return;
  spot.problemAtKey(`unknown ${kind} ${JSON.stringify(name)}`, suggest(name, known, `declared ${kind}s`));
}
