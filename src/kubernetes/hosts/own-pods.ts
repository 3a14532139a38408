import type { OpenAgentStream } from "../../channel/agent-stream.ts";
import { ClusterError } from "../../cluster/port.ts";
import type { Pod, PodRef } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { openExecStream } from "../exec/exec-stream.ts";
import { type PlacedPod, placementOf } from "../nodes/placement.ts";
import { createObjects } from "../objects/create-objects.ts";
import { agentCommand, CONTAINER, podObject } from "../objects/pod-object.ts";
import { awaitPods, PodsNotRunning } from "../pods/await-pods.ts";
import { diagnosePod } from "../pods/diagnosis.ts";
import { explainMissing } from "../pods/explain-missing.ts";
import { checkUnchanged } from "../pods/pod-identity.ts";
import { examinePod } from "./examine-pod.ts";
import type { HostSetup, ProbeHost } from "./probe-host.ts";
import { removePod } from "./remove-pod.ts";

/** Hosts that are pods of our own, one for each pod of the scenario. See StartHosts. */
export async function startOwnPods(
  setup: HostSetup,
  placed: readonly PlacedPod[],
  signal: AbortSignal,
): Promise<readonly ProbeHost[]> {
  const objects = placed.map(({ pod, node }) => podObject(pod, node, setup));
  await createObjects(setup.api, objects, signal);
  const pods = placed.map(({ pod }) => pod);
  const running = await runningPods(setup, pods, signal);
  return pods.map((pod) => ownPod(setup, pod, running.get(pod.ref)));
}

async function runningPods(
  { api, run, readyTimeoutMs, isConfined }: HostSetup,
  pods: readonly Pod[],
  signal: AbortSignal,
): Promise<ReadonlyMap<PodRef, PodStatusObject>> {
  try {
    const wait = { pods, run, isConfined, timeoutMs: readyTimeoutMs, clock: systemClock };
    return await awaitPods(api, wait, signal);
  } catch (error) {
    throw error instanceof PodsNotRunning ? await explainMissing(api, error, signal) : error;
  }
}

function ownPod(setup: HostSetup, pod: Pod, status: PodStatusObject | undefined): ProbeHost {
  const { api, nodeAddresses, removalMs } = setup;
  const uid = status?.metadata.uid;
  return {
    pod: pod.ref,
    placement: placementOf(status, nodeAddresses),
    imageId: status?.status?.containerStatuses?.find(({ name }) => name === CONTAINER)?.imageID,
    openAgent: agentOpener(setup, pod, status),
    remove: (signal) => removePod(api, { ref: pod.ref, uid, limitMs: removalMs }, signal),
    examine: (signal) => examinePod(setup, pod, signal),
    diagnose: (signal) => diagnosePod(api, { ref: pod.ref, uid }, signal),
  };
}

function agentOpener(
  { api, run, exec }: Pick<HostSetup, "api" | "run" | "exec">,
  pod: Pod,
  known: PodStatusObject | undefined,
): OpenAgentStream {
  const { namespace, name } = pod;
  const target = { namespace, pod: name, container: CONTAINER, command: agentCommand("dial", pod, run) };
  let opened = false;
  return async (signal) => {
    try {
      // A stream that was lost may have been lost with its pod.
      if (opened) await checkUnchanged(api, pod.ref, known, signal);
      opened = true;
      return await openExecStream(api, target, signal, exec);
    } catch (error) {
      throw signal.aborted ? late(pod, error) : error;
    }
  };
}

function late({ ref }: Pod, cause: unknown): ClusterError {
  return new ClusterError(`the agent of ${ref} could not be asked: its stream did not open in time`, {
    cause,
  });
}
