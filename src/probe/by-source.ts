import type { Flow, Observation, PodRef } from "../model/index.ts";

/** The flows of each source, in their order: one batch each. */
export function flowsBySource(flows: readonly Flow[]): ReadonlyMap<PodRef, readonly Flow[]> {
  const bySource = new Map<PodRef, Flow[]>();
  for (const flow of flows) {
    const batch = bySource.get(flow.source);
    if (batch === undefined) bySource.set(flow.source, [flow]);
    else batch.push(flow);
  }
  return bySource;
}

/** Brings what each source's batch observed back into the order of the flows. */
export function inOrderOf(
  flows: readonly Flow[],
  bySource: ReadonlyMap<PodRef, readonly Flow[]>,
  observationOf: (source: PodRef, index: number) => Observation,
): readonly Observation[] {
  const observed = new Map<Flow, Observation>();
  for (const [source, batch] of bySource) {
    for (const [index, flow] of batch.entries()) observed.set(flow, observationOf(source, index));
  }
  return flows.map((flow) => observed.get(flow) ?? { outcome: "probe-failed", detail: "it was not probed" });
}
