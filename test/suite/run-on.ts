import type { Cluster } from "../../src/cluster/port.ts";
import { runGroup } from "../../src/measure/index.ts";
import { runSuite, type SuiteItem } from "../../src/suite/index.ts";
import { manualClock } from "../../src/system/clock.ts";

/** Runs scenarios on a cluster in which no time passes but what the test's clock says. */
export function runOn(cluster: Cluster, items: readonly SuiteItem[]): ReturnType<typeof runSuite> {
  const { signal } = new AbortController();
  return runSuite(items, {
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
}
