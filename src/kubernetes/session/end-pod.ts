import { ClusterError } from "../../cluster/port.ts";
import type { PodRef } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import { isApiError } from "../api/api-error.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { podPath } from "../api/paths.ts";
import { deleteObject } from "../objects/delete-object.ts";
import { REMOVAL_LIMIT_MS } from "../objects/remove-run.ts";
import { forgetPod, type Run } from "./run.ts";

const POLL_MS = 100;

/** Ends a pod of a run; resolves when it is gone. */
export async function endPod(run: Run, ref: PodRef, signal: AbortSignal): Promise<void> {
  const { api, members } = run;
  const [namespace = "", name = ""] = ref.split("/");
  const path = podPath(namespace, name);
  const member = members.get(ref);
  await member?.channel.close();
  await deleteObject(api, path, member?.uid, signal);
  const started = systemClock.now();
  while (await isThere(api, path, member?.uid, signal)) {
    if (systemClock.now() - started >= REMOVAL_LIMIT_MS)
      throw new ClusterError(`it is not gone ${REMOVAL_LIMIT_MS / 1000} s after its deletion`);
    await systemClock.wait(POLL_MS, signal);
  }
  forgetPod(run, ref);
}

async function isThere(
  api: ApiServer,
  path: string,
  uid: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const { metadata } = await api.request<PodStatusObject>({ method: "GET", path }, signal);
    return metadata.uid === uid;
  } catch (error) {
    if (isApiError(error, 404)) return false;
    throw error;
  }
}
