import type { PolicyObject } from "../model/index.ts";
import { type Field, isMapping } from "../yaml/field.ts";
import { readShape } from "../yaml/read-shape.ts";
import type { ManifestBody, ManifestKind } from "./manifest-kind.ts";
import { networkPolicySchema } from "./network-policy-schema.ts";

export const API_VERSION = "networking.k8s.io/v1";
export const KIND = "NetworkPolicy";

export const NETWORK_POLICY_MANIFEST = {
  apiVersion: API_VERSION,
  kind: KIND,
  scope: "Namespaced",
  schema: networkPolicySchema,
} as const satisfies ManifestKind;

/** A valid manifest and where it stands; its namespace may still be open. */
export interface Manifest<Body extends ManifestBody = ManifestBody> {
  readonly field: Field;
  readonly kind: ManifestKind<Body>;
  readonly body: Body;
}

/** The manifests of one document of a file: one object, or the items of a `List` of any kind. */
export function manifestsIn(field: Field): readonly Field[] {
  const { value } = field;
  if (!isMapping(value) || !isList(value)) return [field];
  const items = field.child("items");
  if (Array.isArray(items.value)) return items.value.map((_, index) => itemOf(value, items.child(index)));
  items.problemAtKey(`the items of a ${String(value.kind)} must be a list`);
  return [];
}

/** An API server leaves kinds out of the items of a `PodList`, and kubectl infers them (apimachinery, UnstructuredList). */
function itemOf({ apiVersion, kind }: Readonly<Record<string, unknown>>, item: Field): Field {
  const inferred = String(kind).replace(/List$/, "");
  if (!isMapping(item.value) || inferred === "" || "kind" in item.value) return item;
  return item.holding({ apiVersion, kind: inferred, ...item.value });
}

/** Kinds of others may be called lists too: one that holds no items is an object like any other. */
function isList({ kind, items }: Readonly<Record<string, unknown>>): boolean {
  if (kind === "List" || kind === "NetworkPolicyList") return true;
  return typeof kind === "string" && kind.endsWith("List") && Array.isArray(items);
}

/** One policy of a file, where `apiVersion` and `kind` must be written. */
export function readManifest<Body extends ManifestBody>(
  field: Field,
  kinds: readonly ManifestKind<Body>[],
): readonly Manifest<Body>[] {
  if (!isMapping(field.value)) return kinds.slice(0, 1).flatMap((any) => readBody(field, any));
  const { apiVersion, kind } = field.value;
  return kindOf(field, apiVersion, kind, kinds).flatMap((known) => readBody(field, known));
}

/** A policy written within a scenario, where `apiVersion` and `kind` of a NetworkPolicy may be left out. */
export function readInlineManifest(field: Field, kinds: readonly ManifestKind[]): readonly Manifest[] {
  const { apiVersion = API_VERSION, kind = KIND } = isMapping(field.value) ? field.value : {};
  return kindOf(field, apiVersion, kind, kinds).flatMap((known) => readBody(field, known));
}

/** The manifest as an object, in a namespace if its kind has one. What the server sets is dropped. */
export function policyIn(namespace: string | undefined, { body, kind }: Manifest): PolicyObject {
  const { name, labels, annotations } = body.metadata;
  const metadata = {
    name,
    ...(namespace === undefined ? {} : { namespace }),
    ...(labels && { labels }),
    ...(annotations && { annotations }),
  };
  return { apiVersion: kind.apiVersion, kind: kind.kind, metadata, spec: body.spec };
}

function readBody<Body extends ManifestBody>(
  field: Field,
  kind: ManifestKind<Body>,
): readonly Manifest<Body>[] {
  const body = readShape(field, kind.schema, withoutNulls(field.value));
  return body === undefined ? [] : [{ field, kind, body }];
}

/** The kind that a manifest says it is; none if that cannot be applied, which is reported. */
function kindOf<Body extends ManifestBody>(
  field: Field,
  apiVersion: unknown,
  kind: unknown,
  kinds: readonly ManifestKind<Body>[],
): readonly ManifestKind<Body>[] {
  const named = kinds.filter((known) => known.kind === kind);
  const known = named.filter((each) => each.apiVersion === apiVersion);
  if (known.length > 0) return known;
  const found = `${written(apiVersion)} ${written(kind)}`;
  const [close] = named;
  const hint = close && `write apiVersion: ${close.apiVersion}`;
  const all = kinds.map((each) => `${each.kind} of ${each.apiVersion}`).join(" and ");
  const place = close === undefined ? "kind" : "apiVersion";
  field.child(place).problem(`only ${all} can be applied, not ${found}`, hint);
  return [];
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
