import { LEND_LABEL } from "../../cluster/lend-label.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiList, ApiObject, LeaseObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { kindPath, withQuery } from "../api/paths.ts";
import { listOwn } from "../removal/list-own.ts";
import type { OwnObject } from "../removal/own-object.ts";
import { listWithin } from "../removal/remove-from-namespaces.ts";
import { bySession, type SessionObjects } from "./session-objects.ts";

/** What there is of sessions in a cluster. */
export interface FoundSessions {
  readonly sessions: readonly SessionObjects[];
  /** Lent namespaces in which nobody could look, for lack of rights. */
  readonly unseen: readonly string[];
}

/** Lent namespaces at one time; each takes a call for each kind. */
const PARALLEL = 4;

/** Sessions in their own namespaces, and in all that are marked as lent. */
export async function findSessions(api: ApiServer, signal: AbortSignal): Promise<FoundSessions> {
  // In this order: a session that begins in between has its Lease before most of its namespaces.
  const own = await listOwn(api, "Namespace", {}, signal);
  const lent = await listLent(api, signal);
  const looks = await inParallel(lent, PARALLEL, (name) => lookInto(api, name, signal), signal);
  const within = looks.flatMap((found) => found ?? []);
  const leases = await listOwn<LeaseObject>(api, "Lease", {}, signal);
  return {
    sessions: bySession([...own, ...within], leases),
    unseen: lent.filter((_, index) => looks[index] === undefined),
  };
}

/** Sessions in namespaces of the user's. */
export async function findSessionsWithin(
  api: ApiServer,
  namespaces: readonly string[],
  signal: AbortSignal,
): Promise<FoundSessions> {
  const found = await listWithin(api, namespaces, undefined, signal);
  const leases = found.filter(({ kind }) => kind === "Lease");
  return { sessions: bySession(found, leases), unseen: [] };
}

async function listLent(api: ApiServer, signal: AbortSignal): Promise<readonly string[]> {
  const path = withQuery(kindPath("Namespace"), { labelSelector: `${LEND_LABEL}=true` });
  const { items } = await api.request<ApiList<ApiObject>>({ method: "GET", path }, signal);
  return items.map(({ metadata }) => metadata.name);
}

/** Undefined if that is forbidden: who may remove the namespaces of runs need not have rights in those of others. */
async function lookInto(
  api: ApiServer,
  namespace: string,
  signal: AbortSignal,
): Promise<readonly OwnObject[] | undefined> {
  try {
    return await listWithin(api, [namespace], undefined, signal);
  } catch (error) {
    if (isApiError(error, 403)) return undefined;
    throw error;
  }
}
