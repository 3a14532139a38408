import type { Report } from "../../../src/model/index.ts";
import type { PlantedFault } from "../../../src/netns/faults/planted.ts";
import type { SuiteItem } from "../../../src/suite/index.ts";
import { runOn } from "../../suite/run-on.ts";
import { simulatedCluster } from "./simulated-cluster.ts";

/** Runs scenarios on the simulated cluster; the report of each by its id. */
export async function runSimulated(
  items: readonly SuiteItem[],
  planted?: PlantedFault,
): Promise<ReadonlyMap<string, Report>> {
  const cluster = simulatedCluster(planted);
  const { outcomes } = await runOn(cluster, items);
  return new Map(
    outcomes.map((outcome) => {
      if ("notRun" in outcome) throw new Error(`${outcome.item.id} was not run: ${outcome.notRun}`);
      return [outcome.item.id, outcome.report];
    }),
  );
}
