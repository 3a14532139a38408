import { type AgentChannel, agentChannel } from "../channel/agent-channel.ts";
import type { OpenAgentStream } from "../channel/agent-stream.ts";
import { ClusterError, type DeafListener, type Placement, type ProbeRequest } from "../cluster/port.ts";
import type { Pod, PodRef } from "../model/index.ts";
import { systemClock } from "../system/clock.ts";
import type { ApiServer } from "./api-server.ts";
import type { PodStatusObject } from "./api-types.ts";
import { openExecStream } from "./exec-stream.ts";
import { inParallel } from "./in-parallel.ts";
import { CONTAINER, dialCommand } from "./pod-object.ts";
import { checkSamePod } from "./same-pod.ts";

/** Handshakes at one time: each starts a process on a node. */
const PARALLEL = 16;

/** Streams that one pod may use up in a run. */
const MAX_STREAMS = 10;

/** A channel to each pod's agent, not yet connected. */
export function podChannels(
  api: ApiServer,
  run: string,
  pods: readonly Pod[],
  statuses: ReadonlyMap<PodRef, PodStatusObject>,
  placements: ReadonlyMap<PodRef, Placement>,
): ReadonlyMap<PodRef, AgentChannel> {
  const addressOf = ({ target }: ProbeRequest): string => {
    const [address] = placements.get(target)?.addresses ?? [];
    if (address === undefined) throw new ClusterError(`pod ${target} has no address`);
    return address;
  };
  return new Map(
    pods.map((pod) => {
      const open = streamOpener(api, run, pod, statuses.get(pod.ref));
      return [pod.ref, agentChannel({ pod: pod.ref, run, open, addressOf, maxStreams: MAX_STREAMS })];
    }),
  );
}

/**
 * Connects every channel; resolves when each agent answers and hears all its own listeners.
 *
 * @throws ClusterError that names the pod, when that has not come about after `timeoutMs`.
 */
export async function connectAll(
  channels: ReadonlyMap<PodRef, AgentChannel>,
  timeoutMs: number,
  signal: AbortSignal,
): Promise<void> {
  const limit = AbortSignal.timeout(timeoutMs);
  await inParallel([...channels], PARALLEL, ([ref, channel]) => connect(ref, channel, limit, signal), signal);
}

async function connect(
  ref: PodRef,
  channel: AgentChannel,
  limit: AbortSignal,
  runSignal: AbortSignal,
): Promise<void> {
  const signal = AbortSignal.any([runSignal, limit]);
  let deaf: readonly DeafListener[] = [];
  try {
    await channel.connect(signal);
    for (;;) {
      ({ deaf } = await channel.ask({ probes: [], timeoutMs: 1_000, launchesPerSecond: 100 }, signal));
      if (deaf.length === 0) return;
      await systemClock.wait(100, signal);
    }
  } catch (error) {
    if (!limit.aborted) throw error;
    throw new ClusterError(`pod ${ref}: agent not ready in time${deafText(deaf)}`, { cause: error });
  }
}

function deafText(deaf: readonly DeafListener[]): string {
  return deaf
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
