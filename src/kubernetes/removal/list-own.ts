import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, ApiObject } from "../api/api-types.ts";
import { kindPath, withQuery } from "../api/paths.ts";
import { RUN_KINDS, type RunKind } from "../api/run-kinds.ts";
import { runSelector } from "../objects/run-labels.ts";
import type { OwnObject } from "./own-object.ts";

/** Where to look for objects, and of which session; absent: in all namespaces, of every session. */
export interface Whereabouts {
  readonly namespace?: string | undefined;
  readonly run?: string | undefined;
}

/** The objects of a kind that carry the label of a run. */
export async function listOwn<T extends ApiObject>(
  api: ApiServer,
  kind: RunKind,
  { namespace, run }: Whereabouts,
  signal: AbortSignal,
): Promise<readonly (T & OwnObject)[]> {
  const path = withQuery(kindPath(kind, namespace), { labelSelector: runSelector(run) });
  const { items } = await api.request<ApiList<T>>({ method: "GET", path }, signal);
  return items.map((item) => ({ ...item, kind }));
}

/** The kinds of what a run makes within a namespace. */
export const KINDS_WITHIN = (Object.keys(RUN_KINDS) as RunKind[]).filter((kind) => kind !== "Namespace");
