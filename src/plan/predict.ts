import {
  type Addresses,
  afterChanges,
  type ClusterState,
  type Decision,
  type StepTask,
} from "../model/index.ts";
import { compilePolicies } from "../policy/index.ts";

/** The state after a task's changes. The control step leaves the plan's world, whatever it has to change for that. */
export function stateAfter(
  state: ClusterState,
  { kind, changes }: Pick<StepTask, "kind" | "changes">,
): ClusterState {
  return kind === "control" ? state : afterChanges(state, changes);
}

/** What the policies of a state mean for each flow of a task, in their order. */
export function predict(
  state: ClusterState,
  { flows }: Pick<StepTask, "flows">,
  addresses: Addresses,
): readonly Decision[] {
  return flows.map(compilePolicies(state, addresses));
}
