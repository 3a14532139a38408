import { ClusterError } from "../cluster/port.ts";
import type { Change } from "../model/index.ts";
import { isApiError } from "./api-error.ts";
import type { ApiServer } from "./api-server.ts";
import { changeCalls } from "./change-call.ts";

/**
 * Makes one change; resolves when the API server has accepted it.
 *
 * @throws ClusterError that names the change; also for the deletion of what is not there.
 */
export async function applyChange(
  api: ApiServer,
  change: Change,
  run: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (const call of changeCalls(change, run)) {
      await api.text(call, signal).catch((error: unknown) => {
        // Gone between the reading and the deletion: an earlier attempt of ours that lost its answer.
        if (call.method !== "DELETE" || !isApiError(error, 404)) throw error;
      });
    }
  } catch (error) {
    if (!(error instanceof ClusterError)) throw error;
    throw new ClusterError(`could not ${changeName(change)}: ${error.message}`, { cause: error });
  }
}

function changeName(change: Change): string {
  switch (change.action) {
    case "apply":
      return `apply the policy ${change.policy.metadata.namespace}/${change.policy.metadata.name}`;
    case "delete":
      return `delete the policy ${change.namespace}/${change.name}`;
    case "label-pod":
      return `label the pod ${change.pod}`;
    case "label-namespace":
      return `label the namespace ${change.namespace}`;
  }
}
