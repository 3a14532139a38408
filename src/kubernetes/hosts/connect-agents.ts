import type { AgentChannel } from "../../channel/agent-channel.ts";
import { ClusterError, type UnresponsiveListener } from "../../cluster/port.ts";
import type { PodRef } from "../../model/index.ts";
import { type Clock, systemClock } from "../../system/clock.ts";
import { withDeadline } from "../../system/deadline.ts";
import { orAborted } from "../../system/or-aborted.ts";
import { inParallel } from "../api/in-parallel.ts";

/** The way to one pod's agent. */
export interface Reached {
  readonly pod: PodRef;
  readonly channel: AgentChannel;
}

/** Handshakes at one time: each starts a process on a node. */
const PARALLEL = 16;

/** Between two looks at listeners that do not answer yet. */
const POLL_MS = 100;

/** A batch without probes: the agent dials its own listeners. */
const SELF_CHECK = { probes: [], timeoutMs: 1_000, launchesPerSecond: 100 };

/**
 * Connects agents; resolves when each answers and reaches all its own listeners.
 *
 * @throws ClusterError that names the pod, when that has not come about within `timeoutMs`.
 */
export async function connectAgents(
  agents: readonly Reached[],
  timeoutMs: number,
  signal: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  using deadline = withDeadline(signal, timeoutMs, "agents were not ready", clock);
  const connect = async ({ pod, channel }: Reached) => {
    const waiting: Waiting = { listeners: [] };
    try {
      await orAborted(untilReady(channel, waiting, deadline.signal, clock), deadline.signal);
    } catch (error) {
      if (!deadline.exceeded) throw error;
      throw new ClusterError(`pod ${pod}: ${whyLate(waiting, timeoutMs)}`, { cause: error });
    }
  };
  await inParallel(agents, PARALLEL, connect, signal);
}

/** Listeners that are waited for; none before the agent has said so. */
interface Waiting {
  listeners: readonly UnresponsiveListener[];
}

async function untilReady(
  channel: AgentChannel,
  waiting: Waiting,
  signal: AbortSignal,
  clock: Clock,
): Promise<void> {
  await channel.connect(signal);
  for (;;) {
    ({ unresponsive: waiting.listeners } = await channel.ask(SELF_CHECK, signal));
    if (waiting.listeners.length === 0) return;
    await clock.wait(POLL_MS, signal);
  }
}

function whyLate({ listeners }: Waiting, timeoutMs: number): string {
  const silent = listeners.map(
    ({ port, protocol, reason }) => `; ${port}/${protocol} does not answer: ${reason}`,
  );
  return `its agent was not ready within ${timeoutMs / 1000} s${silent.join("")}`;
}
