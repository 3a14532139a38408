import type { NetworkPolicy } from "../model/index.ts";
import { type Field, isMapping } from "../yaml/field.ts";
import { readShape } from "../yaml/read-shape.ts";
import { networkPolicySchema, type PolicyManifest } from "./network-policy-schema.ts";

export const API_VERSION = "networking.k8s.io/v1";
export const KIND = "NetworkPolicy";

/** A valid manifest and where it stands; its namespace may still be open. */
export interface Manifest {
  readonly field: Field;
  readonly body: PolicyManifest;
}

/** The manifests of one document of a file: one object, or the items of a `List`. */
export function manifestsIn(field: Field): readonly Field[] {
  const { value } = field;
  if (!isMapping(value) || (value.kind !== "List" && value.kind !== "NetworkPolicyList")) return [field];
  const items = field.child("items");
  if (Array.isArray(items.value)) return items.value.map((_, index) => items.child(index));
  items.problemAtKey(`the items of a ${value.kind} must be a list`);
  return [];
}

/** One policy of a file, where `apiVersion` and `kind` must be written. */
export function readManifest(field: Field): readonly Manifest[] {
  const { apiVersion, kind } = isMapping(field.value) ? field.value : {};
  return isMapping(field.value) && !isPolicyKind(field, apiVersion, kind) ? [] : readBody(field);
}

/** A policy written within a scenario, where `apiVersion` and `kind` may be left out. */
export function readInlineManifest(field: Field): readonly Manifest[] {
  const { apiVersion = API_VERSION, kind = KIND } = isMapping(field.value) ? field.value : {};
  return isPolicyKind(field, apiVersion, kind) ? readBody(field) : [];
}

/** The manifest as a policy of a namespace. What the server sets is dropped. */
export function policyIn(namespace: string, { body }: Manifest): NetworkPolicy {
  const { name, labels, annotations } = body.metadata;
  const metadata = { name, namespace, ...(labels && { labels }), ...(annotations && { annotations }) };
  return { apiVersion: API_VERSION, kind: KIND, metadata, spec: body.spec };
}

function readBody(field: Field): readonly Manifest[] {
  const body = readShape(field, networkPolicySchema, withoutNulls(field.value));
  return body === undefined ? [] : [{ field, body }];
}

function isPolicyKind(field: Field, apiVersion: unknown, kind: unknown): boolean {
  if (apiVersion === API_VERSION && kind === KIND) return true;
  const found = `${written(apiVersion)} ${written(kind)}`;
  const hint = kind === KIND ? `write apiVersion: ${API_VERSION}` : undefined;
  const place = kind === KIND ? "apiVersion" : "kind";
  field.child(place).problem(`only ${KIND} of ${API_VERSION} can be applied, not ${found}`, hint);
  return false;
}

function written(part: unknown): string {
  return typeof part === "string" ? part : (JSON.stringify(part) ?? "(nothing)");
}

/** In these a null is no absent field but a value of the wrong type. */
const TEXT_MAPS = ["matchLabels", "labels", "annotations"];

/** Without the fields that are null: the API reads them as absent. A null in a list stays. */
export function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isMapping(value)) return value;
  const fields = Object.entries(value).filter(([, field]) => field !== null);
  return Object.fromEntries(
    fields.map(([key, field]) => [key, TEXT_MAPS.includes(key) ? field : withoutNulls(field)]),
  );
}
