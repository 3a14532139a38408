import { memoryCluster } from "./cluster/memory.ts";
import { knownAddresses } from "./known-addresses.ts";
import {
  type Addresses,
  type ClusterState,
  type Decision,
  type Flow,
  flowsAmong,
  type IpFamily,
  type PlannedStep,
  type Pod,
  type Scenario,
  type SettledExpectation,
  type World,
} from "./model/index.ts";
import { bindAddresses, type CarriedOut, planScenario, predict, stateAfter } from "./plan/index.ts";
import { compilePolicies } from "./policy/index.ts";
import { meaning, settleExpectations } from "./verdict/index.ts";

/** A step of a scenario as its policies mean it, beside what the scenario declares. */
export interface ForeseenStep {
  readonly name: string;
  readonly cells: readonly ForeseenCell[];
}

export interface ForeseenCell {
  readonly flow: Flow;
  readonly expected: SettledExpectation;
  readonly decision: Decision;
}

/**
 * What a scenario's policies mean, step by step, by our evaluator alone. There is no cluster, so that every pod has an
 * address which stands for whatever a cluster would give it.
 */
export async function foresee(scenario: Scenario): Promise<readonly ForeseenStep[]> {
  const plan = planScenario(scenario);
  const predicted = predict(plan, await carriedOut(plan, plan.steps));
  return plan.steps.flatMap((step, index) => {
    const decisions = predicted[index] ?? [];
    const expected = plan.expected[index];
    if (step.kind !== "declared" || expected === undefined) return [];
    const { cells } = settleExpectations(expected, decisions);
    return [{ name: step.name, cells: cellsOf(step.flows, cells, decisions) }];
  });
}

/** A scenario's world at one step, as it might be on a cluster. */
export interface AssumedState {
  readonly state: ClusterState;
  readonly addresses: Addresses;
}

/** The state after the `step`-th step, from 0, with the addresses that the in-memory cluster gives, in policies as well. */
export async function assumedState(scenario: Scenario, step: number): Promise<AssumedState> {
  const plan = planScenario(scenario);
  // The control step comes first.
  const begun = await carriedOut(plan, plan.steps.slice(0, step + 2));
  return { state: stateAfter(plan, begun), addresses: begun.at(-1)?.addresses ?? new Map() };
}

/**
 * What the policies of a state mean for the flows among some of its pods. Nothing is declared, so that every cell is
 * expected as it is decided.
 *
 * @param pods - those that are sources and targets; all of the state's decide who is a peer.
 */
export function foreseeState(
  state: ClusterState,
  addresses: Addresses,
  {
    name,
    pods,
    families,
  }: { readonly name: string; readonly pods: readonly Pod[]; readonly families: readonly IpFamily[] },
): ForeseenStep {
  const decide = compilePolicies(state, addresses);
  const kinds = { loopback: false, via: ["pod-ip"], families: families.length > 1 ? families : [] } as const;
  const cells = flowsAmong({ pods, services: [] }, kinds).map((flow) => {
    const decision = decide(flow);
    return { flow, expected: meaning(decision), decision };
  });
  return { name, cells };
}

function cellsOf(
  flows: readonly Flow[],
  expected: readonly SettledExpectation[],
  decisions: readonly Decision[],
): readonly ForeseenCell[] {
  return flows.flatMap((flow, cell) => {
    const decision = decisions[cell];
    return decision === undefined ? [] : [{ flow, expected: expected[cell] ?? "any", decision }];
  });
}

/** Makes the changes of a plan's first steps in memory, where pods get addresses as they come and go. */
async function carriedOut(world: World, steps: readonly PlannedStep[]): Promise<readonly CarriedOut[]> {
  const { signal } = new AbortController();
  await using session = await memoryCluster().open(world, signal);
  const done: CarriedOut[] = [];
  for (const { changes } of steps) {
    const bound = bindAddresses(changes, knownAddresses(session));
    await session.apply(bound, signal);
    done.push({ changes: bound, addresses: knownAddresses(session).pods });
  }
  return done;
}
