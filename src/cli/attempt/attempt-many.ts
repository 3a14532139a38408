import type { Cluster } from "../../cluster/port.ts";
import { renamedCluster } from "../../cluster/renamed.ts";
import { runGroup } from "../../measure/index.ts";
import { repeatedNote, type SuiteReport, type SuiteResult } from "../../report/index.ts";
import { type ItemOutcome, runSuite, type SuiteItem, type SuiteOptions } from "../../suite/index.ts";
import { systemClock } from "../../system/clock.ts";
import type { ProgressSink } from "../output/progress-sink.ts";
import { SuiteProgress } from "../output/suite-progress.ts";
import type { Attempt } from "./attempt.ts";

/** How a suite is run, and what it is called. */
export interface ManyOptions extends Pick<SuiteOptions, "jobs" | "failFast"> {
  readonly name: string;
}

/** What making the pods costs, beside a scenario of a few hundred cells: some seconds on a cluster, one on this machine. */
const OPENING_WEIGHT = { kubernetes: 2000, local: 500, memory: 0 } as const;

/** Several scenarios: those with equal worlds share a session, sessions are side by side, and one report sums up. */
export function attemptMany(
  items: readonly SuiteItem[],
  { name, jobs, failFast }: ManyOptions,
  sink: ProgressSink,
): Attempt {
  const startedMs = systemClock.now();
  const startedAt = new Date().toISOString();
  const progress = new SuiteProgress(sink, items.length, () => systemClock.now() - startedMs);
  return {
    say: (line) => progress.say(line),
    clear: () => progress.clear(),
    start: async (cluster, signal): Promise<SuiteReport> => {
      const runner = groupRunner(cluster, signal, progress);
      const openingWeight = OPENING_WEIGHT[cluster.kind];
      const options = { jobs, failFast, signal, openingWeight, runGroup: runner };
      const { outcomes, repeated, errors } = await runSuite(items, options);
      const durationMs = systemClock.now() - startedMs;
      const notes = repeated.map(({ item, first }) => repeatedNote(item.id, first));
      return { name, startedAt, durationMs, findings: errors, notes, results: outcomes.map(resultOf) };
    },
  };
}

/** Runs a group on a cluster, and shows it. */
function groupRunner(
  cluster: Cluster,
  signal: AbortSignal,
  progress: SuiteProgress,
): SuiteOptions["runGroup"] {
  return async (items, lane, { onReport, next }) => {
    const session = progress.begin();
    try {
      await runGroup(items, ofLane(cluster, lane), {
        signal,
        clock: systemClock,
        now: () => new Date(),
        onProgress: () => progress.refresh(),
        onReport: (item, report) => {
          session.report(item, report);
          onReport(item, report);
        },
        next: () => {
          const item = next();
          if (item !== undefined) session.running(item);
          return item;
        },
      });
    } finally {
      session.end();
    }
  };
}

/**
 * Sessions side by side in one cluster need namespaces of their own, with names that no scenario gives; elsewhere each
 * session has a cluster of its own.
 */
function ofLane(cluster: Cluster, lane: number): Cluster {
  return cluster.kind === "kubernetes" && lane > 0 ? renamedCluster(cluster, `-nv${lane + 1}`) : cluster;
}

function resultOf(outcome: ItemOutcome): SuiteResult {
  const { id, file, scenario } = outcome.item;
  if ("report" in outcome) return { id, report: outcome.report };
  const { name, tags, parameters } = scenario;
  return { id, file, scenario: name, tags, parameters, reason: outcome.notRun };
}
