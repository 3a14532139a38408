import type { BatchReply, ClusterSession, DeafListener } from "../cluster/port.ts";
import type { Flow, Observation, PodRef } from "../model/index.ts";
import type { Tempo } from "./tempo.ts";

/** What a round needs of a session. */
export type Prober = Pick<ClusterSession, "probe">;

/** A pod's reply, or why it gave none. */
type Answer = BatchReply | { readonly silent: string };

/**
 * Probes every flow once, all sources at the same time, and returns one observation a flow, in their order. Pods that
 * are only targets are asked too, for their listeners: what is not reached there is `probe-failed`, not blocked.
 */
export async function probeRound(
  session: Prober,
  flows: readonly Flow[],
  tempo: Tempo,
  signal: AbortSignal,
): Promise<readonly Observation[]> {
  const pods = [...new Set(flows.flatMap(({ source, target }) => [source, target]))];
  const bySource = flowsBySource(flows);
  const launchesPerSecond = tempo.launchesPerSecond / pods.length;
  const answers = await Promise.all(
    pods.map(async (pod): Promise<[PodRef, Answer]> => {
      const probes = bySource.get(pod) ?? [];
      return [
        pod,
        await ask(session, pod, { probes, timeoutMs: tempo.timeoutMs, launchesPerSecond }, signal),
      ];
    }),
  );
  return inOrderOf(flows, bySource, new Map(answers));
}

function flowsBySource(flows: readonly Flow[]): ReadonlyMap<PodRef, readonly Flow[]> {
  const bySource = new Map<PodRef, Flow[]>();
  for (const flow of flows) {
    const batch = bySource.get(flow.source);
    if (batch === undefined) bySource.set(flow.source, [flow]);
    else batch.push(flow);
  }
  return bySource;
}

async function ask(
  session: Prober,
  pod: PodRef,
  batch: Parameters<Prober["probe"]>[1],
  signal: AbortSignal,
): Promise<Answer> {
  try {
    return await session.probe(pod, batch, signal);
  } catch (error) {
    signal.throwIfAborted();
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}

function inOrderOf(
  flows: readonly Flow[],
  bySource: ReadonlyMap<PodRef, readonly Flow[]>,
  answers: ReadonlyMap<PodRef, Answer>,
): readonly Observation[] {
  const observed = new Map<Flow, Observation>();
  for (const [source, batch] of bySource) {
    batch.forEach((flow, index) => {
      observed.set(flow, observationOf(flow, index, answers.get(source), answers.get(flow.target)));
    });
  }
  return flows.map((flow) => observed.get(flow) ?? failed("it was not probed"));
}

function observationOf(
  flow: Flow,
  index: number,
  source: Answer | undefined,
  target: Answer | undefined,
): Observation {
  if (source === undefined || "silent" in source) return failed(source?.silent ?? "its source was not asked");
  const observation = source.observations[index] ?? failed("the reply lacks it");
  if (observation.outcome === "reachable" || observation.outcome === "probe-failed") return observation;
  const doubt = doubtAbout(flow, target);
  return doubt === undefined ? observation : failed(`${observation.outcome}, but ${doubt}`);
}

/** Why not reaching a target says nothing about the network: nobody is listening there. */
function doubtAbout(flow: Flow, target: Answer | undefined): string | undefined {
  if (target === undefined || "silent" in target) return target?.silent ?? `${flow.target} was not asked`;
  const deaf = target.deaf.find(isListenerOf(flow));
  return deaf && `${flow.target} does not answer on its own port: ${deaf.reason}`;
}

function isListenerOf(flow: Flow): (deaf: DeafListener) => boolean {
  return ({ port, protocol }) => port === flow.port && protocol === flow.protocol;
}

function failed(detail: string): Observation {
  return { outcome: "probe-failed", detail };
}
