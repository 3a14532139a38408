import { type Cluster, ClusterError, type ClusterSession } from "../cluster/port.ts";
import type { Capabilities, World } from "../model/index.ts";
import type { Clock } from "../system/clock.ts";
import { DeadlineExceeded, withDeadline, within } from "../system/deadline.ts";

export interface Patience {
  readonly signal: AbortSignal;
  /** By which deadlines pass; the machine's by default. */
  readonly deadlines?: Clock;
}

const NEVER = new AbortController().signal;

/** @throws ClusterError also when they are not known in time. */
export async function capabilitiesInTime(
  cluster: Cluster,
  { signal, deadlines }: Patience,
): Promise<Capabilities> {
  const { capabilitiesMs } = cluster.limits;
  const failure = `cluster ${cluster.name} did not say what it offers`;
  const ask = (limited: AbortSignal) => cluster.capabilities(limited);
  return asClusterError(within(capabilitiesMs, failure, signal, ask, deadlines));
}

/** What a cluster is opened by, whatever its sessions can do besides. */
export interface Opening<Session extends ClusterSession> extends Pick<Cluster, "name" | "limits"> {
  open(world: World, signal: AbortSignal): Promise<Session>;
}

/**
 * Opens a session. A cluster that does not heed its signal either is left behind; its session, should it come, is closed.
 *
 * @throws ClusterError also when it does not open in time.
 */
export async function openInTime<Session extends ClusterSession>(
  cluster: Opening<Session>,
  world: World,
  { signal, deadlines }: Patience,
): Promise<Session> {
  const { closingMs } = cluster.limits;
  const openingMs = cluster.limits.openingMs(world);
  const failure = `cluster ${cluster.name} was not ready`;
  using deadline = withDeadline(signal, openingMs, failure, deadlines);
  const opening = cluster.open(world, deadline.signal);
  let isAwaited = true;
  const closeUnlessAwaited = async (session: Session): Promise<void> => {
    if (!isAwaited) await session[Symbol.asyncDispose]();
  };
  // When it is late, nobody is left to be told of a failure.
  opening.then(closeUnlessAwaited).catch(() => undefined);
  try {
    return await asClusterError(within(openingMs + closingMs, failure, NEVER, () => opening, deadlines));
  } finally {
    isAwaited = false;
  }
}

/** @throws ClusterError also when what was created is not removed in time. */
export async function closeInTime(
  session: AsyncDisposable,
  closingMs: number,
  deadlines: Clock | undefined,
): Promise<void> {
  const close = async () => session[Symbol.asyncDispose]();
  await asClusterError(within(closingMs, "what was created was not removed", NEVER, close, deadlines));
}

/** What was late is the cluster's failure. */
async function asClusterError<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof DeadlineExceeded ? new ClusterError(error.message, { cause: error }) : error;
  }
}
