import { ClusterError } from "../../cluster/port.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import { orAbsent } from "../api/or-absent.ts";
import { changeCalls, type ObjectChange } from "./change-call.ts";

/**
 * Makes a change of one object; resolves when the API server has accepted it.
 *
 * @throws ClusterError as the API server refuses; also for the deletion of what is not there.
 */
export async function applyChange(
  api: ApiServer,
  change: ObjectChange,
  run: string,
  signal: AbortSignal,
): Promise<void> {
  for (const call of changeCalls(change, run)) {
    try {
      await api.request(call, signal);
    } catch (error) {
      // Gone between the reading and the deletion: an earlier attempt of ours that lost its answer.
      if (call.method !== "DELETE" || !isApiError(error, 404)) throw error;
      await checkGone(api, call.path, signal);
    }
  }
}

/** A proxy may answer 404 for what it does not let through: the step would be measured with the object still there. */
async function checkGone(api: ApiServer, path: string, signal: AbortSignal): Promise<void> {
  const found = await orAbsent(api.request({ method: "GET", path }, signal));
  if (found !== undefined) throw new ClusterError(`DELETE ${path}: 404, and yet it is still there`);
}
