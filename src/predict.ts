import { memoryCluster } from "./cluster/memory.ts";
import { placementFor } from "./cluster/memory-addresses.ts";
import { knownAddresses } from "./measure/index.ts";
import {
  type Addresses,
  type ClusterState,
  type Decision,
  type Flow,
  type FlowKinds,
  flowsAmong,
  type IpFamily,
  type Plan,
  type PlannedStep,
  type Pod,
  type PredictedCell,
  type PredictedStep,
  type SettledExpectation,
  withoutPolicies,
  zip,
} from "./model/index.ts";
import { bindAddresses, predict, stateAfter } from "./plan/index.ts";
import { compilePolicies, POLICY_KINDS, type PolicyKind } from "./policy/index.ts";
import { meaning, settleExpectations } from "./verdict/index.ts";

/**
 * What a plan's policies mean, step by step, by our evaluator alone. There is no cluster, so that every pod has an
 * address which stands for whatever a cluster would give it.
 */
export async function predictPlan(
  plan: Plan,
  policyKinds: readonly PolicyKind[] = POLICY_KINDS,
): Promise<readonly PredictedStep[]> {
  const steps = await statesInMemory(plan, plan.steps, policyKinds);
  return steps
    .filter(({ step }) => step.task.kind === "declared")
    .map(({ step: { task, expected }, state, addresses }) => {
      const decisions = predict(state, task, addresses, policyKinds);
      const { cells } = settleExpectations(expected, decisions);
      return { name: task.name, cells: cellsOf(task.flows, cells, decisions) };
    });
}

/** A plan's world at one step, as it might be on a cluster. */
export interface AssumedState {
  readonly state: ClusterState;
  readonly addresses: Addresses;
}

/** The state after the `number`-th declared step, from 1, with the addresses that the in-memory cluster gives, in policies as well. */
export async function assumedState(
  plan: Plan,
  number: number,
  policyKinds: readonly PolicyKind[] = POLICY_KINDS,
): Promise<AssumedState> {
  // The control step comes first.
  const last = (await statesInMemory(plan, plan.steps.slice(0, number + 1), policyKinds)).at(-1);
  return last ?? { state: withoutPolicies(plan), addresses: new Map() };
}

/**
 * What the policies of a state mean for the flows among some of its pods. Nothing is declared, so that every cell is
 * expected as it is decided.
 *
 * @param pods - those that are sources and targets; all of the state's decide who is a peer.
 */
export function predictState(
  state: ClusterState,
  addresses: Addresses,
  {
    name,
    pods,
    families,
  }: { readonly name: string; readonly pods: readonly Pod[]; readonly families: readonly IpFamily[] },
): PredictedStep {
  const decide = compilePolicies(state, addresses);
  const cells = flowsAmong({ pods, services: [] }, kindsOfState(families)).map((flow) => {
    const decision = decide(flow);
    return { flow, expected: meaning(decision), decision };
  });
  return { name, cells };
}

/** Which flows `predictState` decides. */
export function kindsOfState(families: readonly IpFamily[]): FlowKinds {
  return { loopback: false, via: ["pod-ip"], families: families.length > 1 ? families : [] };
}

/** Which flows `predictWithoutCluster` decides. */
export const KINDS_WITHOUT_CLUSTER: FlowKinds = {
  loopback: false,
  via: ["pod-ip", "cluster-ip"],
  families: [],
};

/** The addresses that pods are assumed to have where there is no cluster. */
export function assumedAddresses(pods: readonly Pod[]): Addresses {
  return new Map(pods.map(({ ref }, index) => [ref, placementFor(index).addresses]));
}

/**
 * What the policies of a state without a cluster mean for its pods and Services: each pod by its address, each Service by
 * its cluster IP. Nothing is declared, so that every cell is expected as it is decided.
 */
export function predictWithoutCluster(
  state: ClusterState,
  name: string,
  policyKinds: readonly PolicyKind[] = POLICY_KINDS,
): PredictedStep {
  const flows = flowsAmong(state, KINDS_WITHOUT_CLUSTER);
  const decisions = predict(state, { flows }, assumedAddresses(state.pods), policyKinds);
  return { name, cells: cellsOf(flows, decisions.map(meaning), decisions) };
}

function cellsOf(
  flows: readonly Flow[],
  expected: readonly SettledExpectation[],
  decisions: readonly Decision[],
): readonly PredictedCell[] {
  return zip(zip(flows, expected), decisions).map(([[flow, expectation], decision]) => ({
    flow,
    expected: expectation,
    decision,
  }));
}

interface StepInMemory extends AssumedState {
  readonly step: PlannedStep;
}

/** Makes the changes of a plan's first steps in memory, where pods get addresses as they come and go. */
async function statesInMemory(
  plan: Plan,
  steps: readonly PlannedStep[],
  policyKinds: readonly PolicyKind[],
): Promise<readonly StepInMemory[]> {
  const { signal } = new AbortController();
  await using session = await memoryCluster({ policyKinds }).open(plan, signal);
  let state = withoutPolicies(plan);
  const reached: StepInMemory[] = [];
  for (const step of steps) {
    const { kind, changes } = step.task;
    const bound = bindAddresses(changes, knownAddresses(session));
    await session.apply(bound, signal);
    state = stateAfter(state, { kind, changes: bound });
    reached.push({ step, state, addresses: knownAddresses(session).pods });
  }
  return reached;
}
