import type { PodRef } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { orAbsent } from "../api/or-absent.ts";
import { podPath } from "../api/paths.ts";
import { timeLimited } from "../api/time-limit.ts";
import { deleteObject } from "../objects/delete-object.ts";

/** A pod that is to go: this very one and no later one of its name. */
export interface PodRemoval {
  readonly ref: PodRef;
  readonly uid: string | undefined;
  readonly limitMs: number;
}

const POLL_MS = 100;

/** Deletes a pod; resolves when it is gone. */
export async function removePod(
  api: ApiServer,
  { ref, uid, limitMs }: PodRemoval,
  signal: AbortSignal,
): Promise<void> {
  const [namespace = "", name = ""] = ref.split("/");
  const path = podPath(namespace, name);
  await timeLimited(limitMs, "its deletion did not end", signal, async (limit) => {
    await deleteObject(api, path, uid, limit);
    while (await isThere(api, path, uid, limit)) await systemClock.wait(POLL_MS, limit);
  });
}

async function isThere(
  api: ApiServer,
  path: string,
  uid: string | undefined,
  signal: AbortSignal,
): Promise<boolean> {
  const pod = await orAbsent(api.request<PodStatusObject>({ method: "GET", path }, signal));
  return pod !== undefined && pod.metadata.uid === uid;
}
