/** API paths of the objects that netverdict touches. */

import type { NewObject } from "./api-types.ts";
import { RUN_KINDS, type RunKind } from "./run-kinds.ts";

export const NAMESPACES = "/api/v1/namespaces";

export function namespacePath(name: string): string {
  return `${NAMESPACES}/${encodeURIComponent(name)}`;
}

/** Where an object is created; namespaces themselves have no namespace. */
export function collectionPath({ kind, metadata }: Pick<NewObject, "kind" | "metadata">): string {
  return kindPath(kind, metadata.namespace);
}

/** Where the objects of a kind are listed: those of a namespace, or of all. */
export function kindPath(kind: RunKind, namespace?: string): string {
  const { apiVersion, resource } = RUN_KINDS[kind];
  const root = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
  const parent = namespace === undefined ? root : `${root}/namespaces/${encodeURIComponent(namespace)}`;
  return `${parent}/${resource}`;
}

export function podsPath(namespace: string): string {
  return `${namespacePath(namespace)}/pods`;
}

export function podPath(namespace: string, name: string): string {
  return `${podsPath(namespace)}/${encodeURIComponent(name)}`;
}

export function servicesPath(namespace: string): string {
  return `${namespacePath(namespace)}/services`;
}

export function servicePath(namespace: string, name: string): string {
  return `${servicesPath(namespace)}/${encodeURIComponent(name)}`;
}

export function policiesPath(namespace: string): string {
  return `/apis/networking.k8s.io/v1/namespaces/${encodeURIComponent(namespace)}/networkpolicies`;
}

export function policyPath(namespace: string, name: string): string {
  return `${policiesPath(namespace)}/${encodeURIComponent(name)}`;
}

/** `path?key=value&…`, with a key repeated for each of several values. */
export function withQuery(path: string, query: Readonly<Record<string, string | readonly string[]>>): string {
  const parameters = new URLSearchParams(
    Object.entries(query).flatMap(([key, value]) =>
      (typeof value === "string" ? [value] : value).map((one): [string, string] => [key, one]),
    ),
  );
  return `${path}?${parameters}`;
}
