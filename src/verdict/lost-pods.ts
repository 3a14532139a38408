import type { Plan, PodRef, RunRecord } from "../model/index.ts";

/** The pods that could not be asked at the end of some step: every flow from them failed to be measured. */
export function lostPods(plan: Plan, record: RunRecord): readonly PodRef[] {
  const lost = record.steps.flatMap(({ rounds }, index) => {
    const observations = rounds.at(-1)?.observations ?? [];
    const flows = plan.steps[index]?.flows ?? [];
    const asked = flows.filter((_, cell) => observations[cell]?.outcome !== "probe-failed");
    const answering = new Set(asked.map(({ source }) => source));
    return flows.map(({ source }) => source).filter((source) => !answering.has(source));
  });
  return [...new Set(lost)];
}
