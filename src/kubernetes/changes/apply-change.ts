import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
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
    await api.text(call, signal).catch((error: unknown) => {
      // Gone between the reading and the deletion: an earlier attempt of ours that lost its answer.
      if (call.method !== "DELETE" || !isApiError(error, 404)) throw error;
    });
  }
}
