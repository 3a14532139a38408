import { ClusterError } from "../../cluster/port.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { missingRights, rightsIn } from "./access-reviews.ts";
import { missingText } from "./missing-text.ts";
import type { RoleDefinition } from "./roles.ts";
import { permissionsFor, type Use } from "./table.ts";

/** What is attempted, and the role that suffices for it. */
export interface Attempted {
  readonly what: string;
  readonly use: Use;
  readonly role: RoleDefinition;
  readonly namespaces?: readonly string[] | undefined;
}

/**
 * Does something that needs rights. Where the API server forbids it, all that is missing is told at once.
 *
 * @throws ClusterError with a line for each missing right, and those that grant them.
 */
export async function explainingForbidden<T>(
  api: ApiServer,
  attempted: Attempted,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isApiError(error, 403)) throw error;
    throw (await explanation(api, attempted, error, signal)) ?? error;
  }
}

async function explanation(
  api: ApiServer,
  { use, namespaces, ...attempted }: Attempted,
  cause: unknown,
  signal: AbortSignal,
): Promise<ClusterError | undefined> {
  try {
    const rights = await missingRights(api, rightsIn(permissionsFor(use), namespaces), signal);
    if (rights.length === 0) return undefined;
    const text = await missingText(api, { ...attempted, namespaces, rights }, signal);
    return new ClusterError(text, { cause });
  } catch (error) {
    // Reviews are forbidden as well: the server's own words have to do.
    if (isApiError(error, 403)) return undefined;
    throw error;
  }
}
