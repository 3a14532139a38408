import { runGroup } from "../../../src/measure/index.ts";
import type { Report } from "../../../src/model/index.ts";
import type { PlantedFault } from "../../../src/netns/faults/planted.ts";
import { runSuite, type SuiteItem } from "../../../src/suite/index.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { simulatedCluster } from "./simulated-cluster.ts";

/** Runs scenarios on the simulated cluster; the report of each by its id. */
export async function runSimulated(
  items: readonly SuiteItem[],
  planted?: PlantedFault,
): Promise<ReadonlyMap<string, Report>> {
  const { signal } = new AbortController();
  const cluster = simulatedCluster(planted);
  const { outcomes } = await runSuite(items, {
    jobs: 1,
    openingWeight: 1_000_000,
    failFast: false,
    signal,
    runGroup: (group, _lane, hooks) =>
      runGroup(group, cluster, {
        ...hooks,
        signal,
        clock: manualClock(),
        now: () => new Date(0),
        onProgress: () => undefined,
      }),
  });
  return new Map(
    outcomes.map((outcome) => {
      if ("notRun" in outcome) throw new Error(`${outcome.item.id} was not run: ${outcome.notRun}`);
      return [outcome.item.id, outcome.report];
    }),
  );
}
