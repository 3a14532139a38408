import { z } from "zod";
import { dnsLabelFault } from "../../manifest/kubernetes-names.ts";
import { labelsSchema } from "../../manifest/label-schema.ts";
import {
  type Labels,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  namespaceWithImpliedLabel,
} from "../../model/index.ts";
import { isMapping, type Spot } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";

/** Namespaces that begin so are made by a run for itself. */
const RESERVED_PREFIX = "netverdict";

/** How editors see a namespace's name. */
export const NAMESPACE_NAME = z.string().regex(/^[a-z0-9-]+$/);

export const NAMESPACE = { labels: labelsSchema.nullish().describe("The namespace's labels.") };

/** The namespaces of a scenario; those with a problem are left out. */
export function readNamespaces(spot: Spot): readonly Namespace[] {
  if (!isMapping(spot.value)) return [];
  return Object.keys(spot.value).map((name) => readNamespace(name, spot.child(name)));
}

/** Reports labels that the API server keeps for itself. */
export function checkNamespaceLabels(name: string, labels: Labels, spot: Spot): void {
  const written = Object.hasOwn(labels, NAMESPACE_NAME_LABEL) ? labels[NAMESPACE_NAME_LABEL] : name;
  if (written === name) return;
  spot
    .child(NAMESPACE_NAME_LABEL)
    .problem(`${NAMESPACE_NAME_LABEL} is always the namespace's name`, "leave it out: it is implied");
}

function readNamespace(name: string, spot: Spot): Namespace {
  const fault = dnsLabelFault(name);
  if (fault !== undefined) spot.problemAtKey(`namespace ${JSON.stringify(name)} ${fault}`);
  if (name.startsWith(RESERVED_PREFIX))
    spot.problemAtKey(
      `namespace ${JSON.stringify(name)} is reserved: netverdict makes those that begin with "${RESERVED_PREFIX}"`,
      "choose another name",
    );
  const { labels } = spot.value === null ? {} : readFields(spot, NAMESPACE);
  checkNamespaceLabels(name, labels ?? {}, spot.child("labels"));
  return namespaceWithImpliedLabel(name, labels ?? {});
}
