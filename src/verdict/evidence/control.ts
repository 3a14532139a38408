import {
  type Change,
  endsOf,
  type Flow,
  flowName,
  isLoopback,
  listenerName,
  type MeasuredStep,
  type Observation,
  type PodRef,
  type Round,
  type RunRecord,
  zip,
} from "../../model/index.ts";
import { countingRounds } from "./holds.ts";

/** Whether a flow's listener has been seen to answer, so that its silence means something; `round` is the one that is judged. */
export type IsControlled = (flow: Flow, round: Round | undefined) => boolean;

/**
 * The positive control of one step after another. A denial counts if
 * - the flow itself got through before any policy; or
 * - another source reaches the same listener in the very round that is judged; or
 * - its source is new: the listener answered somebody before any policy, and the source reaches another listener in the
 *   very round that is judged.
 *
 * What was seen before says nothing about a pod that was made since.
 */
export function positiveControl({ steps }: RunRecord): (step: MeasuredStep) => IsControlled {
  const before = reachedBefore(steps);
  const flowsBefore = new Set(before.map(flowName));
  const listenersBefore = new Set(before.filter((flow) => !isLoopback(flow)).map(listenerName));
  return (step) => {
    const renewed = renewedPods(steps.slice(0, steps.indexOf(step) + 1));
    const reachedIn = rememberingLast((round: Round) => reachedNow(step.task.flows, round.observations));
    return (flow, round) => {
      const isOld = !endsOf(flow).some(({ pod }) => renewed.has(pod));
      if (isOld && !renewed.has(flow.source) && flowsBefore.has(flowName(flow))) return true;
      if (round === undefined) return false;
      const now = reachedIn(round);
      return (
        now.listeners.has(listenerName(flow)) ||
        (isOld && listenersBefore.has(listenerName(flow)) && now.sources.has(flow.source))
      );
    };
  };
}

/** What was reached in one round, and by whom. */
interface Reached {
  readonly listeners: ReadonlySet<string>;
  readonly sources: ReadonlySet<PodRef>;
}

/** All cells of a step ask about the same round. */
function rememberingLast<Key, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}

function reachedBefore(steps: readonly MeasuredStep[]): readonly Flow[] {
  const control = steps.find(({ task }) => task.kind === "control");
  if (control === undefined) return [];
  const rounds = countingRounds(control.record);
  return control.task.flows.filter((_, cell) =>
    rounds.some(({ observations }) => isReachable(observations[cell])),
  );
}

/** The pods that were made, or made again, in the declared ones of some steps. */
function renewedPods(steps: readonly MeasuredStep[]): ReadonlySet<PodRef> {
  const changes = steps.filter(({ task }) => task.kind === "declared").flatMap(({ task }) => task.changes);
  return new Set(changes.flatMap(renewedBy));
}

function renewedBy(change: Change): readonly PodRef[] {
  if (change.action === "create-pod") return [change.pod.ref];
  return change.action === "restart-pod" ? [change.pod] : [];
}

function reachedNow(flows: readonly Flow[], observations: readonly Observation[]): Reached {
  // A pod always reaches itself: that shows nothing about the way to it.
  const reached = zip(flows, observations)
    .filter(([flow, observation]) => !isLoopback(flow) && isReachable(observation))
    .map(([flow]) => flow);
  return {
    listeners: new Set(reached.map(listenerName)),
    sources: new Set(reached.map(({ source }) => source)),
  };
}

function isReachable(observation: Observation | undefined): boolean {
  return observation?.outcome === "reachable";
}
