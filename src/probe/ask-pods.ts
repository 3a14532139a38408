import { type BatchReply, batchDurationMs, type ClusterSession, type ProbeBatch } from "../cluster/port.ts";
import type { PodRef } from "../model/index.ts";
import { type Clock, systemClock } from "../system/clock.ts";
import { within } from "../system/deadline.ts";

/** What a round needs of a session. */
export type Prober = Pick<ClusterSession, "probe">;

export interface AskContext {
  readonly signal: AbortSignal;
  /** By which deadlines pass; the machine's by default. */
  readonly deadlines?: Clock;
}

/** A pod's reply, or why it gave none. */
export type Answer = BatchReply | { readonly silent: string };

/**
 * A session that has not replied so long after a batch should have ended never will, in ms. So a round ends, whatever a
 * session does; adapters give up before.
 */
export const SLACK_MS = 60_000;

/** Sends each pod its batch, all at the same time. Rejects only when it is aborted. */
export async function askPods(
  session: Prober,
  pods: readonly PodRef[],
  context: AskContext,
  batchFor: (pod: PodRef) => ProbeBatch,
): Promise<ReadonlyMap<PodRef, Answer>> {
  const ask = async (pod: PodRef): Promise<[PodRef, Answer]> => [
    pod,
    await askPod(session, pod, context, batchFor(pod)),
  ];
  return new Map(await Promise.all(pods.map(ask)));
}

async function askPod(
  session: Prober,
  pod: PodRef,
  { signal, deadlines = systemClock }: AskContext,
  batch: ProbeBatch,
): Promise<Answer> {
  const limitMs = Math.ceil(batchDurationMs(batch)) + SLACK_MS;
  const probe = (limited: AbortSignal) => session.probe(pod, batch, limited);
  try {
    return await within(limitMs, `${pod} did not reply`, signal, probe, deadlines);
  } catch (error) {
    signal.throwIfAborted();
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}
