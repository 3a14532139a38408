import type { ClusterLimits, ClusterSession } from "../../cluster/port.ts";
import {
  bothErrors,
  closeInTime,
  judgeMeasured,
  type Measured,
  Measurements,
  type Opening,
  openInTime,
  settled,
  startStopwatch,
} from "../../measure/index.ts";
import type { Plan, Report, Scenario } from "../../model/index.ts";
import { planScenario } from "../../plan/index.ts";
import { type Clock, systemClock } from "../../system/clock.ts";
import type { EnforcementFacts } from "./enforcement-facts.ts";
import { sightsOf } from "./sights.ts";

export interface EnforcementOptions<Session extends ClusterSession> {
  readonly signal: AbortSignal;
  readonly clock?: Clock;
  /** Is told of the session before anything is measured, and waited for. */
  readonly onOpen?: (session: Session) => Promise<void>;
  /** Is told what was measured before anything is removed, which takes seconds, and waited for. */
  readonly onMeasured?: (facts: EnforcementFacts) => Promise<void>;
}

/** `leftover`: what could not be removed afterwards. */
export interface MeasuredEnforcement {
  readonly facts: EnforcementFacts;
  readonly leftover?: string;
}

/**
 * Carries doctor's scenario out like any other; but goes on where nothing is enforced, to find out what is, and removes what it made.
 *
 * @throws ClusterError when the pods did not come, or nothing could be measured.
 */
export async function measureEnforcement<Session extends ClusterSession>(
  scenario: Scenario,
  cluster: Opening<Session>,
  options: EnforcementOptions<Session>,
): Promise<MeasuredEnforcement> {
  const plan = planScenario(scenario);
  const { signal, onMeasured = async () => undefined } = options;
  const session = await openInTime(cluster, plan, { signal });
  const measuring = measureIn(session, plan, cluster.limits, options);
  const measured = await settled(
    measuring.then(async (facts) => {
      await onMeasured(facts);
      return facts;
    }),
  );
  const closed = await settled(closeInTime(session, cluster.limits.closingMs, undefined));
  if ("error" in measured) throw bothErrors(measured.error, closed);
  return { facts: measured.value, ...("error" in closed ? { leftover: closed.error.message } : {}) };
}

async function measureIn<Session extends ClusterSession>(
  session: Session,
  plan: Plan,
  limits: ClusterLimits,
  { signal, clock = systemClock, onOpen = async () => undefined }: EnforcementOptions<Session>,
): Promise<EnforcementFacts> {
  const stopwatch = startStopwatch({ clock, now: () => new Date() });
  const nodeOf = new Map([...session.placements].map(([pod, { node }]) => [pod, node] as const));
  await onOpen(session);
  const how = { signal, clock, onProgress: () => undefined, evenUnenforced: true };
  const measured = await new Measurements(session, limits).carryOut(plan, how);
  const about = { file: "", cluster: session.facts, ...stopwatch() };
  const report = judgeMeasured(measured, { value: undefined }, about);
  return factsOf(measured, report, nodeOf, plan.timeouts.settleMs);
}

function factsOf(
  measured: Measured,
  report: Report,
  nodeOf: ReadonlyMap<string, string>,
  settleMs: number,
): EnforcementFacts {
  const enforcedMs = report.steps[0]?.enforcedMs;
  const { endedEarly } = measured.record;
  const sights = sightsOf(measured, report, nodeOf);
  return {
    // A sentinel may be on one more.
    nodes: [...new Set(sights.map(({ from }) => from))],
    sights,
    settleMs,
    ...(enforcedMs === undefined ? {} : { enforcedMs }),
    ...(endedEarly?.kind === "failed" ? { endedEarly: endedEarly.reason } : {}),
  };
}
