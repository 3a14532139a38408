import {
  type Change,
  type Flow,
  flowName,
  isLoopback,
  mannerName,
  type Observation,
  type Plan,
  type PodRef,
  type Round,
  type RunRecord,
} from "../model/index.ts";
import { countingRounds } from "./holds.ts";

/** Whether a flow's listener has been seen to answer, so that its silence means something. */
export type IsControlled = (flow: Flow, round: Round | undefined) => boolean;

/**
 * The positive control. A denial counts if
 * - the flow itself got through before any policy; or
 * - another source reaches the same listener in the very round that is judged; or
 * - its source is new: the listener answered somebody before any policy, and the source reaches another listener in the
 *   very round that is judged.
 *
 * What was seen before says nothing about a pod that was made since.
 */
export function positiveControl(plan: Plan, record: RunRecord): IsControlled {
  const before = reachedBefore(plan, record);
  const flowsBefore = new Set(before.map(flowName));
  const listenersBefore = new Set(before.filter((flow) => !isLoopback(flow)).map(listenerOf));
  const stepOf = new Map(
    record.steps.flatMap(({ rounds }, index) => rounds.map((round) => [round, index] as const)),
  );
  const reachedIn = remembering((round: Round): Reached => {
    const flows = plan.steps[stepOf.get(round) ?? -1]?.flows ?? [];
    return reachedNow(flows, round.observations);
  });
  return (flow, round) => {
    const renewed = renewedPods(plan, (round && stepOf.get(round)) ?? 0);
    const isOld = !endsOf(flow).some((pod) => renewed.has(pod));
    const { source } = flow;
    if (isOld && !renewed.has(source) && flowsBefore.has(flowName(flow))) return true;
    if (round === undefined) return false;
    const now = reachedIn(round);
    return (
      now.listeners.has(listenerOf(flow)) ||
      (isOld && listenersBefore.has(listenerOf(flow)) && now.sources.has(source))
    );
  };
}

/** What was reached in one round, and by whom. */
interface Reached {
  readonly listeners: ReadonlySet<string>;
  readonly sources: ReadonlySet<PodRef>;
}

function remembering<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, Value>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}

function reachedBefore(plan: Plan, record: RunRecord): readonly Flow[] {
  const index = plan.steps.findIndex(({ kind }) => kind === "control");
  const control = record.steps[index];
  const rounds = control === undefined ? [] : countingRounds(control);
  return (plan.steps[index]?.flows ?? []).filter((_, cell) =>
    rounds.some(({ observations }) => isReachable(observations[cell])),
  );
}

/** Where a flow may end. */
function endsOf({ target, endpoints }: Flow): readonly PodRef[] {
  return endpoints?.map(({ pod }) => pod) ?? [target];
}

/** The pods that were made, or made again, in the declared steps up to this one. */
function renewedPods({ steps }: Plan, last: number): ReadonlySet<PodRef> {
  const changes = steps
    .slice(0, last + 1)
    .filter(({ kind }) => kind === "declared")
    .flatMap((step) => step.changes);
  return new Set(changes.flatMap(renewedBy));
}

function renewedBy(change: Change): readonly PodRef[] {
  if (change.action === "create-pod") return [change.pod.ref];
  return change.action === "restart-pod" ? [change.pod] : [];
}

function reachedNow(flows: readonly Flow[], observations: readonly Observation[]): Reached {
  // A pod always reaches itself: that shows nothing about the way to it.
  const reached = flows.filter((flow, cell) => !isLoopback(flow) && isReachable(observations[cell]));
  return {
    listeners: new Set(reached.map(listenerOf)),
    sources: new Set(reached.map(({ source }) => source)),
  };
}

function listenerOf(flow: Flow): string {
  return `${flow.target}:${flow.port}/${flow.protocol}${mannerName(flow)}`;
}

function isReachable(observation: Observation | undefined): boolean {
  return observation?.outcome === "reachable";
}
