import type { ApiObject } from "../api/api-types.ts";
import { kindPath } from "../api/paths.ts";
import type { RunKind } from "../api/run-kinds.ts";

/** An object that a run has made. */
export interface OwnObject extends ApiObject {
  readonly kind: RunKind;
}

export function objectPath({ kind, metadata }: OwnObject): string {
  return `${kindPath(kind, metadata.namespace)}/${encodeURIComponent(metadata.name)}`;
}

/** What tells an object from others that have had or will have its name. */
export function uidOf({ kind, metadata }: OwnObject): string {
  return metadata.uid ?? `${kind} ${metadata.namespace ?? ""}/${metadata.name}`;
}
