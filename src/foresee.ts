import { memoryCluster } from "./cluster/memory.ts";
import { knownAddresses } from "./known-addresses.ts";
import type { Addresses, Change, Decision, Flow, Plan, Scenario, SettledExpectation } from "./model/index.ts";
import { bindAddresses, planScenario, predict } from "./plan/index.ts";
import { settleExpectations } from "./verdict/index.ts";

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
  const predicted = predict(plan, await carriedOut(plan));
  return plan.steps.flatMap((step, index) => {
    const decisions = predicted[index] ?? [];
    const expected = plan.expected[index];
    if (step.kind !== "declared" || expected === undefined) return [];
    const { cells } = settleExpectations(expected, decisions);
    return [{ name: step.name, cells: cellsOf(step.flows, cells, decisions) }];
  });
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

/** Makes every change in memory, where pods get addresses as they come and go. */
async function carriedOut(plan: Plan) {
  const { signal } = new AbortController();
  await using session = await memoryCluster().open(plan, signal);
  const steps: { readonly changes: readonly Change[]; readonly addresses: Addresses }[] = [];
  for (const { changes } of plan.steps) {
    const bound = bindAddresses(changes, knownAddresses(session));
    await session.apply(bound, signal);
    steps.push({ changes: bound, addresses: knownAddresses(session).pods });
  }
  return steps;
}
