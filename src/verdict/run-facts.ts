import type { ClusterFacts } from "../model/index.ts";

/** What a report says beside the verdicts. */
export interface RunFacts {
  readonly file: string;
  readonly cluster: ClusterFacts;
  /** ISO 8601. */
  readonly startedAt: string;
  readonly durationMs: number;
  /** What the cluster says about pods that could not be asked, a sentence each. */
  readonly diagnoses: readonly string[];
  /** What could not be removed from the cluster, as a sentence; a run that leaves something behind does not pass. */
  readonly leftover?: string;
}
