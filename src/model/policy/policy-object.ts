import type { Labels } from "../world/pod.ts";

/**
 * An object of the API that decides who may talk to whom, of any kind. What `spec` holds is the kind's own affair. Without
 * `metadata.namespace` it is cluster-scoped.
 */
export interface PolicyObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly spec?: unknown;
}

export interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Labels;
  readonly annotations?: Labels;
}

/** Which object is meant: an API server knows it by group, kind, namespace and name. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
}

export function refOfObject({ apiVersion, kind, metadata }: PolicyObject): ObjectRef {
  const { namespace, name } = metadata;
  return { apiVersion, kind, ...(namespace === undefined ? {} : { namespace }), name };
}

/** Whether two references mean one object. Versions of a group are views of the same objects. */
export function isSameObject(one: ObjectRef, other: ObjectRef): boolean {
  return (
    one.name === other.name &&
    one.namespace === other.namespace &&
    one.kind === other.kind &&
    groupOf(one) === groupOf(other)
  );
}

/**
 * How decisions and reports call an object, unique among all kinds: `namespace/name` of a NetworkPolicy, as there was
 * nothing else for long; `Kind namespace/name` or `Kind name` of any other.
 */
export function objectName({ kind, namespace, name }: ObjectRef): string {
  const local = namespace === undefined ? name : `${namespace}/${name}`;
  return kind === "NetworkPolicy" ? local : `${kind} ${local}`;
}

/** The same of an object itself. */
export function policyName(policy: PolicyObject): string {
  return objectName(refOfObject(policy));
}

function groupOf({ apiVersion }: ObjectRef): string {
  return apiVersion.slice(0, apiVersion.lastIndexOf("/") + 1);
}
