import { withDeadline } from "../../system/deadline.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, ApiObject, NamespaceObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { kindPath } from "../api/paths.ts";
import type { RunKind } from "../api/run-kinds.ts";
import { KINDS_WITHIN } from "./list-own.ts";
import { type OwnObject, uidOf } from "./own-object.ts";
import type { Remaining } from "./remove-all.ts";

/** What is known about an object that does not go. */
export interface RemainingFact {
  readonly object: OwnObject;
  readonly refusal: string | undefined;
  /** What the cluster says about a namespace, in its words, by the type of the condition. */
  readonly conditions: readonly { readonly type: string; readonly message: string }[];
  /** What is in a namespace that is being deleted and stays. */
  readonly within: readonly OwnObject[];
}

/** Kubernetes is asked no longer than this about what remains. */
const PATIENCE_MS = 5_000;

/** Asks what keeps things from going. What cannot be found out is left out: the time for the removal is over. */
export async function remainingFacts(
  api: ApiServer,
  { objects, refusals }: Remaining,
): Promise<readonly RemainingFact[]> {
  const { signal } = new AbortController();
  using deadline = withDeadline(signal, PATIENCE_MS, "no answer");
  const factOf = async (object: OwnObject): Promise<RemainingFact> => ({
    object,
    refusal: refusals.get(uidOf(object)),
    conditions: conditionsOf(object),
    within: object.kind === "Namespace" ? await heldWithin(api, object.metadata.name, deadline.signal) : [],
  });
  return await inParallel(objects, 4, factOf, signal);
}

function conditionsOf({ status }: OwnObject & NamespaceObject): RemainingFact["conditions"] {
  return (status?.conditions ?? [])
    .filter(({ status }) => status === "True")
    .map(({ type, message, reason }) => ({ type, message: message ?? reason ?? type }));
}

async function heldWithin(
  api: ApiServer,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const listed = await Promise.all(KINDS_WITHIN.map((kind) => heldOf(api, kind, namespace, signal)));
  return listed.flat();
}

async function heldOf(
  api: ApiServer,
  kind: RunKind,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly OwnObject[]> {
  const call = { method: "GET", path: kindPath(kind, namespace) } as const;
  try {
    const { items } = await api.request<ApiList<ApiObject>>(call, signal);
    return items.filter(isHeld).map((item) => ({ ...item, kind }));
  } catch {
    // It may not be listed, or the API server is away: the namespace's conditions have to do.
    return [];
  }
}

/** Whether an object is to go and stays. */
function isHeld({ metadata }: ApiObject): boolean {
  return metadata.deletionTimestamp !== undefined;
}
