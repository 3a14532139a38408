import { type ApiError, isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiObject, NewObject } from "../api/api-types.ts";
import { collectionPath } from "../api/paths.ts";
import { RUN_LABEL } from "./run-labels.ts";

/**
 * Creates an object and returns it. That it exists with the run's label is success too: an earlier attempt of the same
 * call may have reached the server and lost its answer.
 *
 * The call is not aborted with the run, since an aborted creation may still happen.
 */
export async function createObject(api: ApiServer, object: NewObject): Promise<ApiObject> {
  const { name, labels } = object.metadata;
  const path = collectionPath(object);
  const signal = new AbortController().signal;
  try {
    return await api.request<ApiObject>({ method: "POST", path, body: object }, signal);
  } catch (error) {
    if (!isAlreadyExists(error)) throw error;
    const found = await api.request<ApiObject>({ method: "GET", path: `${path}/${name}` }, signal);
    if (found.metadata.labels?.[RUN_LABEL] === labels?.[RUN_LABEL]) return found;
    throw error;
  }
}

/** Whether a creation failed because the name is taken; a quota's conflict has the same status. */
export function isAlreadyExists(error: unknown): error is ApiError {
  return isApiError(error, 409) && error.reason === "AlreadyExists";
}
