import type { Cluster } from "../cluster/port.ts";
import { ClusterError } from "../cluster/port.ts";
import type { ClusterFacts, Report } from "../model/index.ts";
import type { Clock } from "../system/clock.ts";
import { judge } from "../verdict/index.ts";
import type { Measured } from "./measurements.ts";
import type { Settled } from "./settled.ts";

type Times = Pick<Report, "startedAt" | "durationMs">;

/** When something started, and, asked later, how long it took. `now` is wall-clock time. */
export function startStopwatch({
  clock,
  now,
}: {
  readonly clock: Clock;
  readonly now: () => Date;
}): () => Times {
  const startedMs = clock.now();
  const startedAt = now().toISOString();
  return () => ({ startedAt, durationMs: clock.now() - startedMs });
}

/** The facts of a report when no session was opened. */
export function withoutSession(
  cluster: Cluster,
  file: string,
): { file: string; cluster: ClusterFacts; diagnoses: [] } {
  const { kind, name, fault } = cluster;
  return {
    file,
    cluster: { kind, name, nodes: [], ...(fault === undefined ? {} : { fault }) },
    diagnoses: [],
  };
}

/** The report of what was measured. What could not be removed afterwards is in it. */
export function judgeMeasured(
  { plan, record, diagnoses }: Measured,
  closed: Settled<void>,
  facts: Times & { readonly file: string; readonly cluster: ClusterFacts },
): Report {
  const all = { ...facts, diagnoses };
  return judge(plan, record, "error" in closed ? { ...all, leftover: closed.error.message } : all);
}

/** The error of a run, and that of cleaning up after it if there is one too. */
export function bothErrors(error: Error, closed: Settled<void>): Error {
  if (!("error" in closed)) return error;
  return new ClusterError(`${error.message}\n${closed.error.message}`, { cause: error });
}
