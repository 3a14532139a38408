import type { Cluster } from "./cluster/port.ts";
import {
  bothErrors,
  judgeMeasured,
  Measurements,
  type RunOptions,
  settled,
  sharedSignal,
  startStopwatch,
  withoutSession,
} from "./measure/index.ts";
import { type Report, type Scenario, unmet } from "./model/index.ts";
import { planScenario } from "./plan/index.ts";
import { skippedReport } from "./verdict/index.ts";

/**
 * Runs a scenario on a cluster: opens it, measures every step, removes what was made and judges what was seen. A
 * scenario that needs what the cluster lacks is skipped.
 *
 * @throws ClusterError when the cluster could not be opened, or failed before anything was measured.
 */
export async function run(scenario: Scenario, cluster: Cluster, given: RunOptions): Promise<Report> {
  const options = { ...given, signal: sharedSignal(given.signal) };
  const stopwatch = startStopwatch(options);
  const plan = planScenario(scenario);
  const missing = unmet(plan.requires, await cluster.capabilities(options.signal));
  if (missing.length > 0)
    return skippedReport(plan, missing, { ...stopwatch(), ...withoutSession(cluster, given.file) });
  const session = await cluster.open(plan, options.signal);
  const measured = await settled(new Measurements(session).carryOut(plan, options));
  const closed = await settled(Promise.resolve(session[Symbol.asyncDispose]()));
  if ("error" in measured) throw bothErrors(measured.error, closed);
  return judgeMeasured(measured.value, closed, { file: given.file, cluster: session.facts, ...stopwatch() });
}
