import { type PodRef, type RunRecord, zip } from "../../model/index.ts";

/** The pods that could not be asked at the end of some step: every flow from them failed to be measured. */
export function lostPods({ steps }: RunRecord): readonly PodRef[] {
  const lost = steps.flatMap(({ task, record }) => {
    const last = record.rounds.at(-1);
    const cells = last === undefined ? [] : zip(task.flows, last.observations);
    const asked = cells.filter(([, { outcome }]) => outcome !== "probe-failed");
    const answering = new Set(asked.map(([{ source }]) => source));
    return cells.map(([{ source }]) => source).filter((source) => !answering.has(source));
  });
  return [...new Set(lost)];
}

/** Sentinels that in some step never answered on the port that was open: they are gone, or their nodes never caught up. */
export function silentSentinels({ steps }: RunRecord): readonly PodRef[] {
  const silent = steps.flatMap(({ task, expected, record }) => {
    const looks = [...record.sentinelRounds, ...record.rounds];
    const hasAnswered = (index: number) =>
      looks.some(({ sentinels }) => sentinels[index]?.outcome === "reachable");
    return task.sentinels.flatMap(({ target }, index) =>
      expected.sentinels[index] === "allow" && looks.length > 0 && !hasAnswered(index) ? [target] : [],
    );
  });
  return [...new Set(silent)];
}
