import { type AgentChannel, agentChannel } from "../../channel/agent-channel.ts";
import type { OpenAgentStream } from "../../channel/agent-stream.ts";
import { dialAddress } from "../../cluster/dial-address.ts";
import { ClusterError, type UnresponsiveListener } from "../../cluster/port.ts";
import type { Pod, PodRef } from "../../model/index.ts";
import { systemClock } from "../../system/clock.ts";
import type { ApiServer } from "../api/api-server.ts";
import type { PodStatusObject } from "../api/api-types.ts";
import { inParallel } from "../api/in-parallel.ts";
import { openExecStream } from "../exec/exec-stream.ts";
import type { PlacedPod } from "../nodes/placement.ts";
import { CONTAINER, dialCommand } from "../objects/pod-object.ts";
import { checkSamePod } from "../pods/same-pod.ts";
import type { Run } from "./run.ts";

/** Handshakes at one time: each starts a process on a node. */
const PARALLEL = 16;

/** Streams that one pod may use up in a run. */
const MAX_STREAMS = 10;

/** A channel to the agent of a pod that runs, not yet connected. */
export function podChannel(run: Run, pod: Pod, status: PodStatusObject | undefined): AgentChannel {
  return agentChannel({
    pod: pod.ref,
    run: run.settings.run,
    open: streamOpener(run.api, run.settings.run, pod, status),
    addressOf: (request) => dialAddress(request, run),
    maxStreams: MAX_STREAMS,
  });
}

/**
 * Connects the agents of pods; resolves when each answers and hears all its own listeners.
 *
 * @throws ClusterError that names the pod, when that has not come about in time.
 */
export async function connectAll(run: Run, pods: readonly PlacedPod[], signal: AbortSignal): Promise<void> {
  const limit = AbortSignal.timeout(run.settings.readyTimeoutMs);
  const task = ({ pod: { ref } }: PlacedPod) => connect(ref, channelTo(run, ref), limit, signal);
  await inParallel(pods, PARALLEL, task, signal);
}

/** @throws ClusterError when the pod is not of this run. */
export function channelTo({ members }: Run, ref: PodRef): AgentChannel {
  const member = members.get(ref);
  if (member === undefined) throw new ClusterError(`pod ${ref} is not of this run`);
  return member.channel;
}

async function connect(
  ref: PodRef,
  channel: AgentChannel,
  limit: AbortSignal,
  runSignal: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([runSignal, limit]);
  let unresponsive: readonly UnresponsiveListener[] = [];
  try {
    await channel.connect(signal);
    for (;;) {
      ({ unresponsive } = await channel.ask(
        { probes: [], timeoutMs: 1_000, launchesPerSecond: 100 },
        signal,
      ));
      if (unresponsive.length === 0) return;
      await systemClock.wait(100, signal);
    }
  } catch (error) {
    if (!limit.aborted) throw error;
    throw new ClusterError(`pod ${ref}: agent not ready in time${unresponsiveText(unresponsive)}`, {
      cause: error,
    });
  }
}

function unresponsiveText(unresponsive: readonly UnresponsiveListener[]): string {
  return unresponsive
    .map(({ port, protocol, reason }) => `; ${port}/${protocol} does not answer: ${reason}`)
    .join("");
}

function streamOpener(
  api: ApiServer,
  run: string,
  pod: Pod,
  known: PodStatusObject | undefined,
): OpenAgentStream {
  const target = {
    namespace: pod.namespace,
    pod: pod.name,
    container: CONTAINER,
    command: dialCommand(pod, run),
  };
  let opened = false;
  return async (signal) => {
    try {
      // A stream that was lost may have been lost with its pod.
      if (opened) await checkSamePod(api, pod.ref, known, signal);
      opened = true;
      return await openExecStream(api.credentials, target, signal);
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
