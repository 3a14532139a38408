import type { ApiServer } from "../api/api-server.ts";
import type { NamespaceObject } from "../api/api-types.ts";
import { orAbsent } from "../api/or-absent.ts";
import { namespacePath } from "../api/paths.ts";

/** A namespace as it is now; undefined if there is none of that name. */
export function readNamespace(
  api: ApiServer,
  name: string,
  signal: AbortSignal,
): Promise<NamespaceObject | undefined> {
  return orAbsent(api.request<NamespaceObject>({ method: "GET", path: namespacePath(name) }, signal));
}
