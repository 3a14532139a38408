import { memoryCluster } from "../../src/cluster/memory.ts";
import type { Cluster } from "../../src/cluster/port.ts";
import type { Report } from "../../src/model/index.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import type { SuiteItem } from "../../src/suite/index.ts";
import { runOn } from "../suite/run-on.ts";

export interface RanSuite {
  readonly reports: ReadonlyMap<SuiteItem, Report>;
  /** Why something was not run. */
  readonly errors: readonly string[];
  /** How often the cluster was opened. */
  readonly sessions: number;
}

/** Runs scenarios on a cluster that does what policies mean, knows SCTP and refuses what an API server would. */
export async function runInMemory(items: readonly SuiteItem[]): Promise<RanSuite> {
  const memory = memoryCluster({ refusalOf: policyRefusal, capabilities: { lacks: {} } });
  let sessions = 0;
  const cluster: Cluster = {
    ...memory,
    open: (...given) => {
      sessions++;
      return memory.open(...given);
    },
  };
  const { outcomes, errors } = await runOn(cluster, items);
  const reports = new Map<SuiteItem, Report>();
  const notRun: string[] = [];
  for (const outcome of outcomes)
    if ("report" in outcome) reports.set(outcome.item, outcome.report);
    else notRun.push(outcome.notRun);
  return { reports, errors: [...errors, ...notRun], sessions };
}
