import { z } from "zod";
import { dnsLabelProblem } from "../../manifest/kubernetes-names.ts";
import { labelsSchema } from "../../manifest/label-schema.ts";
import {
  type Labels,
  NAMESPACE_NAME_LABEL,
  type Namespace,
  namespaceWithImpliedLabel,
} from "../../model/index.ts";
import { type Field, isMapping } from "../../yaml/field.ts";
import { readFields } from "../../yaml/read-shape.ts";

/** Namespaces that begin so are made by a run for itself. */
const RESERVED_PREFIX = "netverdict";

/** How editors see a namespace's name. */
export const NAMESPACE_NAME = z.string().regex(/^[a-z0-9-]+$/);

export const NAMESPACE = { labels: labelsSchema.nullish().describe("The namespace's labels.") };

/** The namespaces of a scenario; those with a problem are left out. */
export function readNamespaces(field: Field): readonly Namespace[] {
  if (!isMapping(field.value)) return [];
  return Object.keys(field.value).map((name) => readNamespace(name, field.child(name)));
}

/** Reports labels that the API server keeps for itself. */
export function checkNamespaceLabels(name: string, labels: Labels, field: Field): void {
  const written = Object.hasOwn(labels, NAMESPACE_NAME_LABEL) ? labels[NAMESPACE_NAME_LABEL] : name;
  if (written === name) return;
  field
    .child(NAMESPACE_NAME_LABEL)
    .problem(`${NAMESPACE_NAME_LABEL} is always the namespace's name`, "leave it out: it is implied");
}

/** Why a run cannot make a namespace of this name. */
export function namespaceNameProblem(name: string): string | undefined {
  const problem = dnsLabelProblem(name);
  if (problem !== undefined || !name.startsWith(RESERVED_PREFIX)) return problem;
  return `is reserved: netverdict makes those that begin with "${RESERVED_PREFIX}"`;
}

function readNamespace(name: string, field: Field): Namespace {
  const problem = namespaceNameProblem(name);
  if (problem !== undefined)
    field.problemAtKey(
      `namespace ${JSON.stringify(name)} ${problem}`,
      name.startsWith(RESERVED_PREFIX) ? "choose another name" : undefined,
    );
  const { labels } = field.value === null ? {} : readFields(field, NAMESPACE);
  checkNamespaceLabels(name, labels ?? {}, field.child("labels"));
  return namespaceWithImpliedLabel(name, labels ?? {});
}
