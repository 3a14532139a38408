import {
  type Flow,
  flowName,
  isLoopback,
  mannerName,
  type Observation,
  type Plan,
  type Round,
  type RunRecord,
} from "../model/index.ts";
import { countingRounds } from "./holds.ts";

/** Whether a flow's listener has been seen to answer, so that its silence means something. */
export type IsControlled = (flow: Flow, round: Round | undefined) => boolean;

/**
 * The positive control: a denial counts if the flow itself got through before any policy, or if another source reaches
 * the same listener in the very round that is judged. What was seen before says nothing about a pod that was made since.
 */
export function positiveControl(plan: Plan, record: RunRecord): IsControlled {
  const before = reachedBefore(plan, record);
  const stepOf = new Map(
    record.steps.flatMap(({ rounds }, index) => rounds.map((round) => [round, index] as const)),
  );
  const listeners = new WeakMap<Round, ReadonlySet<string>>();
  return (flow, round) => {
    const index = round && stepOf.get(round);
    if (before.has(flowName(flow)) && !isRenewed(flow, plan, index ?? 0)) return true;
    if (round === undefined || index === undefined) return false;
    const reached =
      listeners.get(round) ?? reachedListeners(plan.steps[index]?.flows ?? [], round.observations);
    listeners.set(round, reached);
    return reached.has(listenerOf(flow));
  };
}

function reachedBefore(plan: Plan, record: RunRecord): ReadonlySet<string> {
  const index = plan.steps.findIndex(({ kind }) => kind === "control");
  const flows = plan.steps[index]?.flows ?? [];
  const control = record.steps[index];
  const rounds = control === undefined ? [] : countingRounds(control);
  const reached = flows.filter((_, cell) =>
    rounds.some(({ observations }) => isReachable(observations[cell])),
  );
  return new Set(reached.map(flowName));
}

/** Whether one of a flow's ends was made, or made again, in a step up to this one. */
function isRenewed({ source, target, endpoints = [] }: Flow, plan: Plan, step: number): boolean {
  const ends = [source, target, ...endpoints.map(({ pod }) => pod)];
  return plan.steps
    .slice(0, step + 1)
    .filter(({ kind }) => kind === "declared")
    .flatMap(({ changes }) => changes)
    .some(
      (change) =>
        (change.action === "restart-pod" && ends.includes(change.pod)) ||
        (change.action === "create-pod" && ends.includes(change.pod.ref)),
    );
}

function reachedListeners(flows: readonly Flow[], observations: readonly Observation[]): ReadonlySet<string> {
  // A pod always reaches itself: that shows nothing about the way to it.
  const reached = flows.filter((flow, cell) => !isLoopback(flow) && isReachable(observations[cell]));
  return new Set(reached.map(listenerOf));
}

function listenerOf(flow: Flow): string {
  return `${flow.target}:${flow.port}/${flow.protocol}${mannerName(flow)}`;
}

function isReachable(observation: Observation | undefined): boolean {
  return observation?.outcome === "reachable";
}
