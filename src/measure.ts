import { ClusterError, type ClusterSession } from "./cluster/port.ts";
import { knownAddresses } from "./known-addresses.ts";
import type { Change, Decision, Plan, PodRef, RunRecord } from "./model/index.ts";
import { bindAddresses, predict, predictLast, restoring, Sentinels, stateAfter } from "./plan/index.ts";
import { type DecideMove, type Progress, probeRounds } from "./probe/index.ts";
import { settled } from "./settled.ts";
import type { Clock } from "./system/clock.ts";
import { lostPods, nextMove } from "./verdict/index.ts";

export interface MeasureOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress: (progress: Progress) => void;
}

/** All that was seen of a plan: what judging needs. */
export interface Measured {
  readonly plan: Plan;
  readonly predicted: readonly (readonly Decision[])[];
  readonly record: RunRecord;
  readonly diagnoses: readonly string[];
}

/** A session in which one plan after another is carried out, all of them of the same world. */
export class Measurements {
  readonly session: ClusterSession;
  readonly #sentinels: Sentinels;
  /** What brings back the world; undefined when that is not known to be possible, and before the first plan. */
  #restoring: readonly Change[] | undefined;
  #isFresh = true;

  constructor(session: ClusterSession) {
    this.session = session;
    this.#sentinels = new Sentinels(session.sentinels, session.sentinelNamespace.name);
  }

  /** Whether another plan can be carried out: everything was measured, and the world can be brought back. */
  get canGoOn(): boolean {
    return this.#isFresh || this.#restoring !== undefined;
  }

  /** @throws ClusterError when the cluster could not be changed; nothing can be carried out here after that. */
  async carryOut(declared: Plan, options: MeasureOptions): Promise<Measured> {
    const plan = this.#isFresh
      ? this.#sentinels.first(declared)
      : this.#sentinels.following(declared, this.#restoring ?? []);
    this.#isFresh = false;
    this.#restoring = undefined;
    const record = await probeRounds(this.session, plan.steps, deciding(plan), {
      ...options,
      timeouts: plan.timeouts,
      bind: (changes) => bound(changes, this.session),
    });
    const lost = record.endedEarly === "interrupted" ? [] : lostPods(plan, record);
    if (record.endedEarly === undefined && lost.length === 0)
      this.#restoring = restoring(stateAfter(plan, record.steps), declared);
    const diagnoses = await Promise.all(lost.map((pod) => diagnosisOf(this.session, pod)));
    return { plan, predicted: predict(plan, record.steps), record, diagnoses };
  }
}

/** An address that is wanted and not there is the cluster's fault. */
function bound(changes: readonly Change[], session: ClusterSession): readonly Change[] {
  try {
    return bindAddresses(changes, knownAddresses(session));
  } catch (error) {
    throw new ClusterError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** Predictions are made once a step. */
function deciding(plan: Plan): DecideMove {
  const predictions = new Map<number, readonly Decision[]>();
  return (records, nowMs) => {
    const index = records.length - 1;
    const [step, expected, record] = [plan.steps[index], plan.expected[index], records[index]];
    if (step === undefined || expected === undefined || record === undefined)
      throw new Error(`the plan has no step ${index}`);
    const predicted = predictions.get(index) ?? predictLast(plan, records);
    predictions.set(index, predicted);
    return nextMove({ kind: step.kind, expected, predicted }, record, plan.timeouts, nowMs);
  };
}

/** A cluster that cannot say why must not cost the report. */
async function diagnosisOf(session: ClusterSession, pod: PodRef): Promise<string> {
  const diagnosis = await settled(session.diagnose(pod));
  return "value" in diagnosis ? diagnosis.value : `${pod} could not be looked at: ${diagnosis.error.message}`;
}
