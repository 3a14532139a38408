import type { Cluster } from "./cluster/port.ts";
import {
  bothErrors,
  capabilitiesInTime,
  closeInTime,
  judgeMeasured,
  Measurements,
  openInTime,
  type RunOptions,
  settled,
  sharedSignal,
  startStopwatch,
  withoutSession,
} from "./measure/index.ts";
import { type Plan, type Report, type Scenario, unmet } from "./model/index.ts";
import { planScenario } from "./plan/index.ts";
import { skippedReport } from "./verdict/index.ts";

/**
 * Runs a scenario on a cluster: opens it, measures every step, removes what was made and judges what was seen. A
 * scenario that needs what the cluster lacks is skipped. It ends within `runLimits`: what is late is given up and unknown.
 *
 * @throws ClusterError when the cluster could not be opened, or failed before anything was measured.
 */
export async function run(scenario: Scenario, cluster: Cluster, given: RunOptions): Promise<Report> {
  return runPlan(planScenario(scenario), cluster, given);
}

/** The same for a scenario that is planned already. */
export async function runPlan(plan: Plan, cluster: Cluster, given: RunOptions): Promise<Report> {
  const options = { ...given, signal: sharedSignal(given.signal) };
  const stopwatch = startStopwatch(options);
  const missing = unmet(plan.requires, await capabilitiesInTime(cluster, options));
  if (missing.length > 0)
    return skippedReport(plan, missing, { ...stopwatch(), ...withoutSession(cluster, given.file) });
  const session = await openInTime(cluster, plan, options);
  const measured = await settled(new Measurements(session, cluster.limits).carryOut(plan, options));
  const closed = await settled(closeInTime(session, cluster.limits.closingMs, options.deadlines));
  if ("error" in measured) throw bothErrors(measured.error, closed);
  return judgeMeasured(measured.value, closed, { file: given.file, cluster: session.facts, ...stopwatch() });
}
