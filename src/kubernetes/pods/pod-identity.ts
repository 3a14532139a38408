import { ClusterError } from "../../cluster/port.ts";
import type { PodRef } from "../../model/index.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { podPath } from "../api/paths.ts";
import { podState } from "./pod-state.ts";

/**
 * Makes sure that a pod is still the one that was opened: what was measured before holds for no other.
 *
 * @throws ClusterError that says what has changed.
 */
export async function checkUnchanged(
  api: ApiServer,
  ref: PodRef,
  known: PodStatusObject | undefined,
  signal: AbortSignal,
): Promise<void> {
  const [namespace = "", name = ""] = ref.split("/");
  try {
    const pod = await api.request<PodStatusObject>({ method: "GET", path: podPath(namespace, name) }, signal);
    const difference = podDifference(known, pod);
    if (difference !== undefined) throw new ClusterError(`pod ${ref}: ${difference}`);
  } catch (error) {
    throw isApiError(error, 404) ? new ClusterError(`pod ${ref} is gone`, { cause: error }) : error;
  }
}

/** In what way a pod is not as it was, or `undefined`. */
export function podDifference(known: PodStatusObject | undefined, pod: PodStatusObject): string | undefined {
  if (pod.metadata.uid !== known?.metadata.uid) return "it was replaced by another of the same name";
  const state = podState(pod);
  if (state.kind !== "running") return state.why;
  if (addresses(pod) !== addresses(known)) return `its address changed to ${addresses(pod)}`;
  const restarts = pod.status?.containerStatuses?.[0]?.restartCount ?? 0;
  return restarts === 0 ? undefined : `its container was restarted (${restarts})`;
}

function addresses(pod: PodStatusObject | undefined): string {
  return (pod?.status?.podIPs ?? []).map(({ ip }) => ip).join(", ");
}
