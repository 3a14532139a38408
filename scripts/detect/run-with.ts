import { runGroup } from "../../src/measure/index.ts";
import { localCluster, type PlantedFault } from "../../src/netns/index.ts";
import { policyRefusal } from "../../src/scenario/index.ts";
import { type ItemOutcome, runSuite, type SuiteItem } from "../../src/suite/index.ts";
import { agentProgram } from "../../src/system/agent-program.ts";
import { systemClock } from "../../src/system/clock.ts";
import { hasty } from "./shipped.ts";

/** Enough where rules come into force at once, and a fifth of the usual grace period. */
const SETTLE_MS = 2_000;

/** Runs scenarios on a local cluster with a fault, if there is one to be; with packets. */
export async function runWith(
  items: readonly SuiteItem[],
  planted: PlantedFault | undefined,
): Promise<readonly ItemOutcome[]> {
  const { signal } = new AbortController();
  const options = { agent: agentProgram(), run: "detection", refusalOf: policyRefusal };
  const cluster = localCluster({ ...options, ...(planted === undefined ? {} : { planted }) });
  const isOfTime = planted === undefined || planted.fault.turns !== undefined;
  const { outcomes } = await runSuite(isOfTime ? items : items.map((item) => hasty(item, SETTLE_MS)), {
    jobs: 2,
    openingWeight: 500,
    failFast: false,
    signal,
    runGroup: (group, _lane, hooks) =>
      runGroup(group, cluster, {
        ...hooks,
        signal,
        clock: systemClock,
        now: () => new Date(),
        onProgress: () => undefined,
      }),
  });
  return outcomes;
}
