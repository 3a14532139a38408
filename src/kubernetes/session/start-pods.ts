import { systemClock } from "../../system/clock.ts";
import { type PlacedPod, placementOf } from "../nodes/placement.ts";
import { createObjects } from "../objects/create-objects.ts";
import { podObject } from "../objects/pod-object.ts";
import { secretName } from "../objects/pull-secrets.ts";
import { awaitPods, PodsNotRunning } from "../pods/await-pods.ts";
import { explainMissing } from "../pods/explain-missing.ts";
import { connectAll, podChannel } from "./connect.ts";
import type { Run } from "./run.ts";

/**
 * Creates pods where they are placed; resolves when their agents answer and hear their own listeners.
 *
 * @throws ClusterError that says which pod was refused or did not come, and why.
 */
export async function startPods(run: Run, placed: readonly PlacedPod[], signal: AbortSignal): Promise<void> {
  await createPods(run, placed, signal);
  await connectAll(run, placed, signal);
}

/** The same but for the agents: resolves when all pods run. */
export async function createPods(run: Run, placed: readonly PlacedPod[], signal: AbortSignal): Promise<void> {
  const { api, settings } = run;
  const podSettings = { ...settings, pullSecrets: settings.imagePullSecrets.map(secretName) };
  const objects = placed.map(({ pod, node }) => podObject(pod, node, podSettings));
  await createObjects(api, objects, signal);
  await join(run, placed, signal);
}

/** Waits until pods run, and takes them into the run's books. */
async function join(run: Run, placed: readonly PlacedPod[], signal: AbortSignal): Promise<void> {
  const { api, settings, layout, members, placements } = run;
  const pods = placed.map(({ pod }) => pod);
  const wait = { pods, run: settings.run, timeoutMs: settings.readyTimeoutMs, clock: systemClock };
  try {
    const found = await awaitPods(api, wait, signal);
    for (const pod of pods) {
      const status = found.get(pod.ref);
      placements.set(pod.ref, placementOf(status, layout.nodeAddresses));
      members.set(pod.ref, { uid: status?.metadata.uid, channel: podChannel(run, pod, status) });
    }
  } catch (error) {
    throw error instanceof PodsNotRunning ? await explainMissing(api, error, signal) : error;
  }
}
