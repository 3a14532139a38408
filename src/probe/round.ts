import { endsOf, type Flow, type Observation } from "../model/index.ts";
import type { Clock } from "../system/clock.ts";
import { type Answer, type AskContext, askPods, type Prober } from "./ask-pods.ts";
import { flowsBySource, inOrderOf } from "./by-source.ts";
import { doubted, isDoubtful } from "./doubt.ts";
import type { Tempo } from "./tempo.ts";

export interface RoundContext extends AskContext {
  readonly clock: Pick<Clock, "now">;
}

/**
 * Probes every flow once, all sources at the same time, and returns one observation a flow, in their order. Then the
 * pods that were not reached are asked for their own listeners: silence of one that did not listen, or was not running
 * meanwhile, is `probe-failed`, not blocked.
 */
export async function probeRound(
  session: Prober,
  flows: readonly Flow[],
  tempo: Tempo,
  context: RoundContext,
): Promise<readonly Observation[]> {
  const { clock } = context;
  const started = clock.now();
  const observations = await probeOnce(session, flows, tempo, context);
  const unreached = flows.filter((_, index) => isDoubtful(observations[index]));
  const silent = new Set(unreached.flatMap(endsOf).map(({ pod }) => pod));
  const awakeForMs = Math.ceil(clock.now() - started);
  const health = await askPods(session, [...silent], context, () => ({ ...tempo, probes: [], awakeForMs }));
  return observations.map((observation, index) => doubted(observation, flows[index], health));
}

/** Probes every flow once, and believes what is seen: silence may be the target's own. */
export async function probeOnce(
  session: Prober,
  flows: readonly Flow[],
  tempo: Tempo,
  context: AskContext,
): Promise<readonly Observation[]> {
  const bySource = flowsBySource(flows);
  const launchesPerSecond = tempo.launchesPerSecond / bySource.size;
  const answers = await askPods(session, [...bySource.keys()], context, (pod) => ({
    probes: bySource.get(pod) ?? [],
    timeoutMs: tempo.timeoutMs,
    launchesPerSecond,
  }));
  return inOrderOf(flows, bySource, (source, index) => observationOf(index, answers.get(source)));
}

function observationOf(index: number, source: Answer | undefined): Observation {
  if (source === undefined || "silent" in source) return failed(source?.silent ?? "its source was not asked");
  return source.observations[index] ?? failed("the reply lacks it");
}

function failed(detail: string): Observation {
  return { outcome: "probe-failed", detail };
}
