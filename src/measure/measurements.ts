import { ClusterError, type ClusterSession } from "../cluster/port.ts";
import {
  type Change,
  type ClusterState,
  type Decision,
  declaredSteps,
  type EarlyEnd,
  type MeasuredStep,
  type Plan,
  type PlannedStep,
  type PodRef,
  type RunRecord,
  withoutPolicies,
} from "../model/index.ts";
import { bindAddresses, predict, restoring, Sentinels, stateAfter } from "../plan/index.ts";
import type { PolicyKind } from "../policy/index.ts";
import { type RoundProgress, StepRunner } from "../probe/index.ts";
import type { Clock } from "../system/clock.ts";
import { lostPods, nextMove, silentSentinels } from "../verdict/index.ts";
import { knownAddresses } from "./known-addresses.ts";
import { settled } from "./settled.ts";

export interface MeasureOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress: (progress: Progress) => void;
  /** The kinds of policies that predictions are made from; those that netverdict understands if left out. */
  readonly policyKinds?: readonly PolicyKind[];
}

/** Where a run is. `number` counts the declared steps from 1; it is 0 for those that prepare. */
export interface Progress extends RoundProgress {
  readonly number: number;
  readonly steps: number;
}

/** All that was seen of a plan: what judging needs. */
export interface Measured {
  readonly plan: Plan;
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

  /**
   * Carries out every step of a plan. If the cluster fails after a declared step was measured, the record says so.
   *
   * @throws ClusterError when the cluster failed before that; nothing can be carried out here afterwards.
   */
  async carryOut(declared: Plan, options: MeasureOptions): Promise<Measured> {
    const plan = this.#isFresh
      ? this.#sentinels.first(declared)
      : this.#sentinels.following(declared, this.#restoring ?? []);
    this.#isFresh = false;
    this.#restoring = undefined;
    const carrying = new PlanInProgress(plan, this.session, options);
    const record = await carrying.record();
    const isInterrupted = record.endedEarly?.kind === "interrupted";
    const lost = isInterrupted ? [] : [...new Set([...lostPods(record), ...silentSentinels(record)])];
    if (record.endedEarly === undefined && lost.length === 0)
      this.#restoring = restoring(carrying.state, declared);
    const diagnoses = await Promise.all(lost.map((pod) => diagnosisOf(this.session, pod)));
    return { plan, record, diagnoses };
  }
}

class PlanInProgress {
  readonly #plan: Plan;
  readonly #session: ClusterSession;
  readonly #options: MeasureOptions;
  readonly #runner: StepRunner;
  readonly #measured: MeasuredStep[] = [];
  /** What is there after the steps so far, predictions being made from changes as they were carried out. */
  state: ClusterState;

  constructor(plan: Plan, session: ClusterSession, options: MeasureOptions) {
    this.#plan = plan;
    this.#session = session;
    this.#options = options;
    this.state = withoutPolicies(plan);
    this.#runner = new StepRunner(session, {
      ...options,
      timeouts: plan.timeouts,
      onRound: (progress) => options.onProgress({ ...progress, ...this.#position(progress) }),
    });
  }

  async record(): Promise<RunRecord> {
    const endedEarly = await this.#untilEnd();
    return endedEarly === undefined ? { steps: this.#measured } : { steps: this.#measured, endedEarly };
  }

  async #untilEnd(): Promise<EarlyEnd | undefined> {
    try {
      for (const step of this.#plan.steps) {
        if ((await this.#carryOut(step)) === "stop") return { kind: "stopped" };
      }
      return undefined;
    } catch (error) {
      // A step that was cut short has not settled: its rounds prove nothing.
      if (this.#options.signal.aborted) return { kind: "interrupted" };
      if (error instanceof ClusterError && declaredSteps({ steps: this.#measured }).length > 0)
        return { kind: "failed", reason: error.message };
      throw error;
    }
  }

  async #carryOut({ task: declared, expected }: PlannedStep): Promise<"next" | "stop"> {
    const task = { ...declared, changes: bound(declared.changes, this.#session) };
    let predicted: readonly Decision[] = [];
    const { record, move } = await this.#runner.carryOut(task, () => {
      this.state = stateAfter(this.state, task);
      predicted = predict(this.state, task, knownAddresses(this.#session).pods, this.#options.policyKinds);
      const target = { kind: task.kind, expected, predicted };
      return (seen, nowMs) => nextMove(target, seen, this.#plan.timeouts, nowMs);
    });
    this.#measured.push({ task, expected, predicted, record });
    return move;
  }

  #position({ step }: RoundProgress): Pick<Progress, "number" | "steps"> {
    const { length } = declaredSteps(this.#plan);
    const before = declaredSteps({ steps: this.#measured }).length;
    return { number: step.kind === "declared" ? before + 1 : 0, steps: length };
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

/** A cluster that cannot say why must not cost the report. */
async function diagnosisOf(session: ClusterSession, pod: PodRef): Promise<string> {
  const diagnosis = await settled(session.diagnose(pod));
  return "value" in diagnosis ? diagnosis.value : `${pod} could not be looked at: ${diagnosis.error.message}`;
}
