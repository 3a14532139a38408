import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";

/** Deletes this very object, if it is still there: one of the same name that has come since is somebody else's. */
export async function deleteObject(
  api: ApiServer,
  path: string,
  uid: string | undefined,
  signal: AbortSignal,
): Promise<void> {
  const preconditions = uid === undefined ? {} : { preconditions: { uid } };
  const body = { apiVersion: "v1", kind: "DeleteOptions", propagationPolicy: "Background", ...preconditions };
  try {
    await api.request({ method: "DELETE", path, body }, signal);
  } catch (error) {
    // 404: gone already. 409: being deleted already, or replaced by another; the polling tells.
    if (!isApiError(error, 404) && !isApiError(error, 409)) throw error;
  }
}
