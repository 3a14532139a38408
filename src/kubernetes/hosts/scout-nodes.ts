import { ClusterError } from "../../cluster/port.ts";
import { type Labels, type PodRef, podRef } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { ApiObject, NodeObject, PodStatusObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { podPath } from "../api/paths.ts";
import { timeLimited } from "../api/time-limit.ts";
import { createObjects } from "../objects/create-objects.ts";
import { type PodSettings, scoutObject } from "../objects/pod-object.ts";
import { removePod } from "./remove-pod.ts";

export interface Scouting extends PodSettings {
  readonly namespace: string;
  readonly nodeSelector: Labels;
  /** For the scheduler to choose. */
  readonly timeoutMs: number;
  /** For a scout to be gone. */
  readonly removalMs: number;
}

const POLL_MS = 100;

/**
 * Finds nodes where they may not be listed: two pods that do not bear each other go where the scheduler lets them, and are
 * removed at once. One node is found where there is no second that takes pods.
 *
 * @throws ClusterError that says why no node takes pods.
 */
export async function scoutNodes(
  api: ApiServer,
  scouting: Scouting,
  signal: AbortSignal,
): Promise<readonly NodeObject[]> {
  const { namespace, run, timeoutMs } = scouting;
  const scouts = [1, 2].map((number) => podRef(namespace, `netverdict-scout-${run}-${number}`));
  const objects = scouts.map((ref) => scoutObject(ref, scouting.nodeSelector, scouting));
  let created: readonly ApiObject[] = [];
  try {
    created = await createObjects(api, objects, signal);
    const pods = await timeLimited(timeoutMs, "the scheduler chose no node", signal, (limit) =>
      inParallel(scouts, 2, (ref) => settledPod(api, ref, limit), limit),
    );
    const nodes = new Map(pods.flatMap((pod) => nodeOf(pod) ?? []).map((node) => [node.metadata.name, node]));
    if (nodes.size > 0) return [...nodes.values()];
    throw new ClusterError(
      `no node takes pods: ${pods.map(whyUnscheduled).find(Boolean) ?? "no reason is given"}`,
    );
  } finally {
    await removeScouts(api, scouts, created, scouting.removalMs);
  }
}

/** The pod when its node has taken note of it, or the scheduler has found none. */
async function settledPod(api: ApiServer, ref: PodRef, signal: AbortSignal): Promise<PodStatusObject> {
  const [namespace = "", name = ""] = ref.split("/");
  const path = podPath(namespace, name);
  for (;;) {
    const pod = await api.request<PodStatusObject>({ method: "GET", path }, signal);
    if (pod.status?.hostIP !== undefined || whyUnscheduled(pod) !== undefined) return pod;
    await systemClock.wait(POLL_MS, signal);
  }
}

function whyUnscheduled({ status }: PodStatusObject): string | undefined {
  const scheduled = status?.conditions?.find(({ type }) => type === "PodScheduled");
  return scheduled?.status === "False" ? (scheduled.message ?? scheduled.reason) : undefined;
}

function nodeOf({ spec, status }: PodStatusObject): NodeObject | undefined {
  if (spec?.nodeName === undefined) return undefined;
  const { hostIP, hostIPs = hostIP === undefined ? [] : [{ ip: hostIP }] } = status ?? {};
  const addresses = hostIPs.map(({ ip }) => ({ type: "InternalIP", address: ip }));
  return { metadata: { name: spec.nodeName }, status: { addresses } };
}

/** With its own patience: the run's signal may be what ended the scouting. */
async function removeScouts(
  api: ApiServer,
  scouts: readonly PodRef[],
  created: readonly ApiObject[],
  limitMs: number,
): Promise<void> {
  const { signal } = new AbortController();
  const uids = new Map(
    created.map(({ metadata }) => [podRef(metadata.namespace ?? "", metadata.name), metadata.uid]),
  );
  const remove = (ref: PodRef) => removePod(api, { ref, uid: uids.get(ref), limitMs }, signal);
  await inParallel(scouts, 2, remove, signal);
}
