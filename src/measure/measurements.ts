import type { ClusterLimits, ClusterSession } from "../cluster/port.ts";
import type { Change, Plan, PodRef, RunRecord } from "../model/index.ts";
import { restoring, Sentinels } from "../plan/index.ts";
import type { Clock } from "../system/clock.ts";
import { within } from "../system/deadline.ts";
import { lostPods, silentSentinels } from "../verdict/index.ts";
import { DIAGNOSIS_MS, planLimitMs } from "./limits.ts";
import { type MeasureOptions, PlanInProgress } from "./plan-in-progress.ts";
import { settled } from "./settled.ts";

/** All that was seen of a plan: what judging needs. */
export interface Measured {
  readonly plan: Plan;
  readonly record: RunRecord;
  readonly diagnoses: readonly string[];
}

/** A session in which one plan after another is carried out, all of them of the same world. */
export class Measurements {
  readonly session: ClusterSession;
  readonly #limits: ClusterLimits;
  readonly #sentinels: Sentinels;
  /** What brings back the world; undefined when that is not known to be possible, and before the first plan. */
  #restoring: readonly Change[] | undefined;
  #isFresh = true;

  /** @param limits - the cluster's, in which each plan has to be carried out. */
  constructor(session: ClusterSession, limits: ClusterLimits) {
    this.session = session;
    this.#limits = limits;
    this.#sentinels = new Sentinels(session.sentinels, session.sentinelNamespace.name);
  }

  /** Whether another plan can be carried out: everything was measured, and the world can be brought back. */
  get canGoOn(): boolean {
    return this.#isFresh || this.#restoring !== undefined;
  }

  /**
   * Carries out every step of a plan. If the cluster fails after a declared step was measured, or the steps take longer
   * than they may, the record says so.
   *
   * @throws ClusterError when the cluster failed before that; nothing can be carried out here afterwards.
   */
  async carryOut(declared: Plan, options: MeasureOptions): Promise<Measured> {
    const limitMs = this.#limitMs(declared);
    const plan = this.#isFresh
      ? this.#sentinels.first(declared)
      : this.#sentinels.following(declared, this.#restoring ?? []);
    this.#isFresh = false;
    this.#restoring = undefined;
    const carrying = new PlanInProgress(plan, this.session, options);
    const record = await carrying.record(limitMs, this.#limits.closingMs);
    const isInterrupted = record.endedEarly?.kind === "interrupted";
    const lost = isInterrupted ? [] : [...new Set([...lostPods(record), ...silentSentinels(record)])];
    if (record.endedEarly === undefined && lost.length === 0)
      this.#restoring = restoring(carrying.state, declared);
    const diagnoses = await Promise.all(lost.map((pod) => diagnosisOf(this.session, pod, options.deadlines)));
    return { plan, record, diagnoses };
  }

  /** To bring back the world takes a plan that follows another no longer than making it anew. */
  #limitMs(plan: Plan): number {
    const { openingMs } = this.#limits;
    return planLimitMs(plan, this.#limits) + (this.#isFresh ? 0 : openingMs(plan));
  }
}

/** A cluster that cannot say why must not cost the report. */
async function diagnosisOf(
  session: ClusterSession,
  pod: PodRef,
  deadlines: Clock | undefined,
): Promise<string> {
  const { signal } = new AbortController();
  const ask = () => session.diagnose(pod);
  const diagnosis = await settled(within(DIAGNOSIS_MS, "it was not found out", signal, ask, deadlines));
  return "value" in diagnosis ? diagnosis.value : `${pod} could not be looked at: ${diagnosis.error.message}`;
}
