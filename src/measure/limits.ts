import type { ClusterLimits } from "../cluster/port.ts";
import { declaredSteps, type Plan, type Scenario, type StepTask, type Timeouts } from "../model/index.ts";
import { sizeOf } from "../plan/index.ts";
import { longestLaunchingMs, longestRoundMs, SLACK_MS } from "../probe/index.ts";
import { latestMs } from "../verdict/index.ts";

/** What the parts of a run may take at most, in ms of time in which netverdict itself is running. */
export interface RunLimits {
  readonly openingMs: number;
  /** For all steps, for letting go when they take too long, and for what the cluster says about pods that were lost. */
  readonly measuringMs: number;
  readonly closingMs: number;
  readonly totalMs: number;
}

/** What a run may lose to agents that hang, to changes that are slow and the like: as much as the slowest round. */
const TROUBLE_MS = 2 * SLACK_MS;

/** For what a cluster says about pods that were lost. */
export const DIAGNOSIS_MS = 20_000;

/** What is done before the first declared step: the control, and the canary of a session's first plan. */
const PREPARING = [
  { waitMs: 0, changes: [] },
  { waitMs: 0, changes: [] },
];

/** A run's limits on a cluster. Each is kept: what is late is given up, and what it was for is unknown. */
export function runLimits(scenario: Scenario, cluster: ClusterLimits, size = sizeOf(scenario)): RunLimits {
  const { closingMs } = cluster;
  const { steps, timeouts } = scenario;
  const openingMs = cluster.capabilitiesMs + cluster.openingMs(scenario);
  const stepsMs = stepsLimitMs({ steps, timeouts, cells: size.cells + size.controlCells }, cluster);
  // What is cut short has as long to let go as all has to be removed.
  const measuringMs = stepsMs + closingMs + DIAGNOSIS_MS;
  return { openingMs, measuringMs, closingMs, totalMs: openingMs + measuringMs + closingMs };
}

/** What all steps of a plan together may take, in ms; the same as for its scenario. */
export function planLimitMs(plan: Plan, cluster: ClusterLimits): number {
  const cells = plan.steps.reduce((sum, { task }) => sum + task.flows.length, 0);
  const steps = declaredSteps(plan).map(({ task }) => task);
  return stepsLimitMs({ steps, timeouts: plan.timeouts, cells }, cluster);
}

/** `steps` are the declared ones, `cells` those of all steps. */
interface Measuring {
  readonly steps: readonly Pick<StepTask, "waitMs" | "changes">[];
  readonly timeouts: Timeouts;
  readonly cells: number;
}

/**
 * Each step settles as late as it may, with a round that has just begun then, and a look at the sentinels before that. In whole
 * seconds.
 */
function stepsLimitMs({ steps, timeouts, cells }: Measuring, cluster: ClusterLimits): number {
  const settlingMs = latestMs(timeouts) + 2 * longestRoundMs(timeouts);
  const stepsMs = [...PREPARING, ...steps].reduce(
    (sum, { waitMs, changes }) => sum + cluster.changingMs(changes) + waitMs + settlingMs,
    longestLaunchingMs(cells),
  );
  return Math.ceil((stepsMs + TROUBLE_MS) / 1000) * 1000;
}
