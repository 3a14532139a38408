import type { Flow, Observation, Plan, Round, RunRecord } from "../model/index.ts";
import { countingRounds } from "./holds.ts";

/** Whether a flow's listener has been seen to answer, so that its silence means something. */
export type IsControlled = (flow: Flow, round: Round | undefined) => boolean;

/**
 * The positive control: a denial counts if the flow itself got through before any policy, or if another source reaches
 * the same listener in the very round that is judged.
 */
export function positiveControl(plan: Plan, record: RunRecord): IsControlled {
  const before = reachedBefore(plan, record);
  const listeners = new WeakMap<Round, ReadonlySet<string>>();
  return (flow, round) => {
    if (before.has(flow)) return true;
    if (round === undefined) return false;
    const reached =
      listeners.get(round) ?? reachedListeners(flowsOf(plan, record, round), round.observations);
    listeners.set(round, reached);
    return reached.has(listenerOf(flow));
  };
}

function reachedBefore(plan: Plan, record: RunRecord): ReadonlySet<Flow> {
  const index = plan.steps.findIndex(({ kind }) => kind === "control");
  const flows = plan.steps[index]?.flows ?? [];
  const control = record.steps[index];
  const rounds = control === undefined ? [] : countingRounds(control);
  return new Set(
    flows.filter((_, cell) => rounds.some(({ observations }) => isReachable(observations[cell]))),
  );
}

function flowsOf(plan: Plan, record: RunRecord, round: Round): readonly Flow[] {
  const index = record.steps.findIndex(({ rounds }) => rounds.includes(round));
  return plan.steps[index]?.flows ?? [];
}

function reachedListeners(flows: readonly Flow[], observations: readonly Observation[]): ReadonlySet<string> {
  // A pod always reaches itself: that shows nothing about the way to it.
  const reached = flows.filter(
    (flow, cell) => flow.source !== flow.target && isReachable(observations[cell]),
  );
  return new Set(reached.map(listenerOf));
}

function listenerOf({ target, port, protocol }: Flow): string {
  return `${target}:${port}/${protocol}`;
}

function isReachable(observation: Observation | undefined): boolean {
  return observation?.outcome === "reachable";
}
