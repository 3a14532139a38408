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
  type RunRecord,
  withoutPolicies,
} from "../model/index.ts";
import { bindAddresses, predict, stateAfter } from "../plan/index.ts";
import type { PolicyKind } from "../policy/index.ts";
import { type RoundProgress, StepRunner } from "../probe/index.ts";
import type { Clock } from "../system/clock.ts";
import { DeadlineExceeded, withDeadline } from "../system/deadline.ts";
import { orAborted } from "../system/or-aborted.ts";
import { nextMove } from "../verdict/index.ts";
import { knownAddresses } from "./known-addresses.ts";

export interface MeasureOptions {
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly onProgress: (progress: Progress) => void;
  /** By which deadlines pass; the machine's by default. */
  readonly deadlines?: Clock;
  /** Steps are measured even where the first policy was not enforced; it is in vain but for finding out what is. */
  readonly evenUnenforced?: boolean;
  /** The kinds of policies that predictions are made from; those that netverdict understands if left out. */
  readonly policyKinds?: readonly PolicyKind[];
}

/** Where a run is. `number` counts the declared steps from 1; it is 0 for those that prepare. */
export interface Progress extends RoundProgress {
  readonly number: number;
  readonly steps: number;
}

/** A plan whose steps are carried out one after another. */
export class PlanInProgress {
  readonly #plan: Plan;
  readonly #session: ClusterSession;
  readonly #options: MeasureOptions;
  readonly #measured: MeasuredStep[] = [];
  /** What is there after the steps so far, predictions being made from changes as they were carried out. */
  state: ClusterState;

  constructor(plan: Plan, session: ClusterSession, options: MeasureOptions) {
    this.#plan = plan;
    this.#session = session;
    this.#options = options;
    this.state = withoutPolicies(plan);
  }

  /**
   * All that could be measured in time.
   *
   * @param limitMs - what all steps may take.
   * @param graceMs - what a cluster may take besides to let go, when the time is over or the run is interrupted.
   */
  async record(limitMs: number, graceMs: number): Promise<RunRecord> {
    const { signal, deadlines } = this.#options;
    const failure = "the steps of this run did not end";
    using soft = withDeadline(signal, limitMs, failure, deadlines);
    using hard = withDeadline(new AbortController().signal, limitMs + graceMs, failure, deadlines);
    const endedEarly = await this.#untilEnd(soft.signal, hard.signal);
    return endedEarly === undefined ? { steps: this.#measured } : { steps: this.#measured, endedEarly };
  }

  async #untilEnd(soft: AbortSignal, hard: AbortSignal): Promise<EarlyEnd | undefined> {
    const runner = this.#runner(soft);
    try {
      for (const step of this.#plan.steps) {
        const move = await orAborted(this.#carryOut(step, runner), hard);
        if (move === "stop" && !this.#options.evenUnenforced) return { kind: "stopped" };
      }
      return undefined;
    } catch (error) {
      return this.#endedBy(error, soft);
    }
  }

  /** A step that was cut short has not settled: its rounds prove nothing. */
  #endedBy(error: unknown, { aborted, reason }: AbortSignal): EarlyEnd {
    if (aborted && !(reason instanceof DeadlineExceeded)) return { kind: "interrupted" };
    const failure = aborted ? new ClusterError(reason.message, { cause: error }) : error;
    if (failure instanceof ClusterError && declaredSteps({ steps: this.#measured }).length > 0)
      return { kind: "failed", reason: failure.message };
    throw failure;
  }

  async #carryOut({ task: declared, expected }: PlannedStep, runner: StepRunner): Promise<"next" | "stop"> {
    const task = { ...declared, changes: bound(declared.changes, this.#session) };
    let predicted: readonly Decision[] = [];
    const { record, move } = await runner.carryOut(task, () => {
      this.state = stateAfter(this.state, task);
      predicted = predict(this.state, task, knownAddresses(this.#session).pods, this.#options.policyKinds);
      const target = { kind: task.kind, expected, predicted };
      return (seen, nowMs) => nextMove(target, seen, this.#plan.timeouts, nowMs);
    });
    this.#measured.push({ task, expected, predicted, record });
    return move;
  }

  #runner(signal: AbortSignal): StepRunner {
    const { onProgress } = this.#options;
    return new StepRunner(this.#session, {
      ...this.#options,
      signal,
      timeouts: this.#plan.timeouts,
      onRound: (progress) => onProgress({ ...progress, ...this.#position(progress) }),
    });
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
