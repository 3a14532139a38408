import type { BatchReply, ClusterSession, ProbeBatch } from "../cluster/port.ts";
import {
  type Endpoint,
  endsOf,
  type Flow,
  type Observation,
  type PodRef,
  type Protocol,
} from "../model/index.ts";
import type { Clock } from "../system/clock.ts";
import { flowsBySource, inOrderOf } from "./by-source.ts";
import type { Tempo } from "./tempo.ts";

/** What a round needs of a session. */
export type Prober = Pick<ClusterSession, "probe">;

export interface RoundContext {
  readonly signal: AbortSignal;
  readonly clock: Pick<Clock, "now">;
}

/** A pod's reply, or why it gave none. */
type Answer = BatchReply | { readonly silent: string };

/**
 * Probes every flow once, all sources at the same time, and returns one observation a flow, in their order. Then the
 * pods that were not reached are asked for their own listeners: silence of one that did not listen, or was not running
 * meanwhile, is `probe-failed`, not blocked.
 */
export async function probeRound(
  session: Prober,
  flows: readonly Flow[],
  tempo: Tempo,
  { signal, clock }: RoundContext,
): Promise<readonly Observation[]> {
  const started = clock.now();
  const observations = await probeOnce(session, flows, tempo, signal);
  const unreached = flows.filter((_, index) => isDoubtful(observations[index]));
  const silent = new Set(unreached.flatMap(endsOf).map(({ pod }) => pod));
  const awakeForMs = Math.ceil(clock.now() - started);
  const health = await askAll(session, [...silent], signal, () => ({ ...tempo, probes: [], awakeForMs }));
  return observations.map((observation, index) => doubted(observation, flows[index], health));
}

/** Probes every flow once, and believes what is seen: silence may be the target's own. */
export async function probeOnce(
  session: Prober,
  flows: readonly Flow[],
  tempo: Tempo,
  signal: AbortSignal,
): Promise<readonly Observation[]> {
  const bySource = flowsBySource(flows);
  const launchesPerSecond = tempo.launchesPerSecond / bySource.size;
  const answers = await askAll(session, [...bySource.keys()], signal, (pod) => ({
    probes: bySource.get(pod) ?? [],
    timeoutMs: tempo.timeoutMs,
    launchesPerSecond,
  }));
  return inOrderOf(flows, bySource, (source, index) => observationOf(index, answers.get(source)));
}

async function askAll(
  session: Prober,
  pods: readonly PodRef[],
  signal: AbortSignal,
  batchFor: (pod: PodRef) => ProbeBatch,
): Promise<ReadonlyMap<PodRef, Answer>> {
  const ask = async (pod: PodRef): Promise<[PodRef, Answer]> => [
    pod,
    await askOne(session, pod, batchFor(pod), signal),
  ];
  return new Map(await Promise.all(pods.map(ask)));
}

/** What neither reached its target nor failed says something about the network only if the target was listening. */
function isDoubtful(observation: Observation | undefined): boolean {
  return observation !== undefined && !["reachable", "probe-failed"].includes(observation.outcome);
}

function doubted(
  observation: Observation,
  flow: Flow | undefined,
  health: ReadonlyMap<PodRef, Answer>,
): Observation {
  const doubt = flow && isDoubtful(observation) ? doubtAbout(flow, health) : undefined;
  return doubt === undefined ? observation : failed(`${observation.outcome}, but ${doubt}`);
}

async function askOne(session: Prober, pod: PodRef, batch: ProbeBatch, signal: AbortSignal): Promise<Answer> {
  try {
    return await session.probe(pod, batch, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}

/** Why not reaching a target says nothing about the network: nobody is listening there. */
function doubtAbout(flow: Flow, health: ReadonlyMap<PodRef, Answer>): string | undefined {
  const doubts = endsOf(flow).flatMap((end) => doubtAboutEnd(end, flow.protocol, health.get(end.pod)) ?? []);
  return doubts[0];
}

function doubtAboutEnd(
  { pod, port }: Endpoint,
  protocol: Protocol,
  answer: Answer | undefined,
): string | undefined {
  if (answer === undefined || "silent" in answer) return answer?.silent ?? `${pod} was not asked`;
  const unresponsive = answer.unresponsive.find(
    (listener) => listener.port === port && listener.protocol === protocol,
  );
  return unresponsive && `${pod} was not listening: ${unresponsive.reason}`;
}

function observationOf(index: number, source: Answer | undefined): Observation {
  if (source === undefined || "silent" in source) return failed(source?.silent ?? "its source was not asked");
  return source.observations[index] ?? failed("the reply lacks it");
}

function failed(detail: string): Observation {
  return { outcome: "probe-failed", detail };
}
