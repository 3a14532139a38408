import { setMaxListeners } from "node:events";
import { type Cluster, ClusterError, type ClusterSession } from "./cluster/port.ts";
import type { Plan, PodRef, Report, RunRecord, Scenario } from "./model/index.ts";
import { planScenario, predict, withSentinels } from "./plan/index.ts";
import { type DecideMove, type Progress, probeRounds } from "./probe/index.ts";
import type { Clock } from "./system/clock.ts";
import { judge, lostPods, nextMove } from "./verdict/index.ts";

export interface RunOptions {
  /** Where the scenario came from, for the report. */
  readonly file: string;
  /** Aborting it ends the run early: what was created is removed, and the report says what had been measured. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** Wall-clock time, for the report. */
  readonly now: () => Date;
  readonly onProgress: (progress: Progress) => void;
}

/**
 * Runs a scenario on a cluster: opens it, measures every step, judges what was seen and removes what was made.
 *
 * @throws ClusterError when the cluster could not be opened, changed or cleaned after that.
 */
export async function run(scenario: Scenario, cluster: Cluster, given: RunOptions): Promise<Report> {
  const options = { ...given, signal: sharedSignal(given.signal) };
  const { clock, file } = options;
  const startedMs = clock.now();
  const startedAt = options.now().toISOString();
  const declared = planScenario(scenario);
  const session = await cluster.open(declared, options.signal);
  const measured = await settled(measure(session, declared, options));
  const closed = await settled(Promise.resolve(session[Symbol.asyncDispose]()));
  if ("error" in measured) throw bothErrors(measured.error, closed);
  const { plan, predicted, record, diagnoses } = measured.value;
  const durationMs = clock.now() - startedMs;
  const facts = { file, cluster: session.facts, startedAt, durationMs, diagnoses };
  return judge(
    plan,
    predicted,
    record,
    "error" in closed ? { ...facts, leftover: closed.error.message } : facts,
  );
}

/** Every pod listens to the run's signal, which is no leak. */
function sharedSignal(signal: AbortSignal): AbortSignal {
  const shared = AbortSignal.any([signal]);
  setMaxListeners(0, shared);
  return shared;
}

interface Measured {
  readonly plan: Plan;
  readonly predicted: ReturnType<typeof predict>;
  readonly record: RunRecord;
  readonly diagnoses: readonly string[];
}

async function measure(session: ClusterSession, declared: Plan, options: RunOptions): Promise<Measured> {
  const plan = withSentinels(declared, session.sentinels, session.sentinelNamespace.name);
  const addresses = new Map([...session.placements].map(([pod, placement]) => [pod, placement.addresses]));
  const predicted = predict(plan, addresses);
  const decide: DecideMove = (index, record, nowMs) => {
    const kind = plan.steps[index]?.kind;
    const expected = plan.expected[index];
    if (kind === undefined || expected === undefined) throw new Error(`the plan has no step ${index}`);
    return nextMove({ kind, expected, predicted: predicted[index] ?? [] }, record, plan.timeouts, nowMs);
  };
  const record = await probeRounds(session, plan.steps, decide, { ...options, timeouts: plan.timeouts });
  const lost = record.endedEarly === "interrupted" ? [] : lostPods(plan, record);
  const diagnoses = await Promise.all(lost.map((pod) => diagnosisOf(session, pod)));
  return { plan, predicted, record, diagnoses };
}

/** A cluster that cannot say why must not cost the report. */
async function diagnosisOf(session: ClusterSession, pod: PodRef): Promise<string> {
  const diagnosis = await settled(session.diagnose(pod));
  return "value" in diagnosis ? diagnosis.value : `${pod} could not be looked at: ${diagnosis.error.message}`;
}

type Settled<T> = { readonly value: T } | { readonly error: Error };

async function settled<T>(promise: Promise<T>): Promise<Settled<T>> {
  try {
    return { value: await promise };
  } catch (error) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }
}

/** The error of the run, and that of cleaning up after it if there is one too. */
function bothErrors(error: Error, closed: Settled<void>): Error {
  if (!("error" in closed)) return error;
  return new ClusterError(`${error.message}\n${closed.error.message}`, { cause: error });
}
