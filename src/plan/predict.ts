import {
  afterChanges,
  type ClusterState,
  type Decision,
  type Flow,
  type Plan,
  type StepRecord,
  withoutPolicies,
} from "../model/index.ts";
import { compilePolicies } from "../policy/index.ts";

/** A step as it was carried out: its changes with their placeholders filled in, and every pod's addresses after them. */
export type CarriedOut = Pick<StepRecord, "changes" | "addresses">;

/** What the policies mean for every flow of each step that was begun, in the order of the plan's steps and flows. */
export function predict(plan: Plan, begun: readonly CarriedOut[]): readonly (readonly Decision[])[] {
  return statesOf(plan, begun).map((state, index) =>
    decideAll(state, plan.steps[index]?.flows ?? [], begun[index]?.addresses ?? new Map()),
  );
}

/** The same for the last of the steps that were begun. */
export function predictLast(plan: Plan, begun: readonly CarriedOut[]): readonly Decision[] {
  const last = begun.length - 1;
  const state = statesOf(plan, begun)[last];
  const flows = plan.steps[last]?.flows ?? [];
  return state === undefined ? [] : decideAll(state, flows, begun[last]?.addresses ?? new Map());
}

/** What is there after the last of the steps that were begun. */
export function stateAfter(plan: Plan, begun: readonly CarriedOut[]): ClusterState {
  return statesOf(plan, begun).at(-1) ?? withoutPolicies(plan);
}

/** The control step leaves the plan's world, whatever it had to change for that. */
function statesOf(plan: Plan, begun: readonly CarriedOut[]): readonly ClusterState[] {
  let state = withoutPolicies(plan);
  return begun.map(({ changes }, index) => {
    if (plan.steps[index]?.kind !== "control") state = afterChanges(state, changes);
    return state;
  });
}

function decideAll(
  state: ClusterState,
  flows: readonly Flow[],
  addresses: CarriedOut["addresses"],
): readonly Decision[] {
  return flows.map(compilePolicies(state, addresses));
}
