import {
  type Addresses,
  afterChanges,
  type ClusterState,
  type Decision,
  type StepTask,
} from "../model/index.ts";
import { compilePolicies, type PolicyKind } from "../policy/index.ts";
import { type Unserved, unservedBy } from "./is-served.ts";

/** The state after a task's changes. The control step leaves the plan's world, whatever it has to change for that. */
export function stateAfter(
  state: ClusterState,
  { kind, changes }: Pick<StepTask, "kind" | "changes">,
): ClusterState {
  return kind === "control" ? state : afterChanges(state, changes);
}

/**
 * What the policies of a state mean for each flow of a task, in their order, and whether anybody would answer.
 *
 * @throws Error as `compilePolicies` does.
 */
export function predict(
  state: ClusterState,
  { flows }: Pick<StepTask, "flows">,
  addresses: Addresses,
  policyKinds?: readonly PolicyKind[],
): readonly Decision[] {
  const decide = compilePolicies(state, addresses, policyKinds);
  const pods = new Map(state.pods.map((pod) => [pod.ref, pod]));
  return flows.map((flow) => withService(decide(flow), unservedBy(flow, pods)));
}

/** Where policies deny, it does not matter who would answer. */
function withService(decision: Decision, unserved: Unserved | undefined): Decision {
  const { egress, ingress, lookup } = decision;
  const isDenied = lookup !== undefined || !egress.allowed || !ingress.allowed;
  if (unserved === undefined || isDenied) return decision;
  const { reason, partly } = unserved;
  return { ...decision, allowed: false, unserved: reason, ...(partly ? { depends: true } : {}) };
}
