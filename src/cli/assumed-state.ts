import { memoryCluster } from "../cluster/memory.ts";
import { knownAddresses } from "../known-addresses.ts";
import {
  type Addresses,
  afterChanges,
  type ClusterState,
  type Scenario,
  withoutPolicies,
} from "../model/index.ts";
import { bindAddresses } from "../plan/index.ts";

/** A scenario's world at one step, as it might be on a cluster. */
export interface AssumedState {
  readonly state: ClusterState;
  readonly addresses: Addresses;
}

/** The state after a step's changes, with the addresses that the in-memory cluster gives, in policies as well. */
export async function assumedState(scenario: Scenario, step: number): Promise<AssumedState> {
  const { signal } = new AbortController();
  await using session = await memoryCluster().open(scenario, signal);
  let state = withoutPolicies(scenario);
  for (const { changes } of scenario.steps.slice(0, step + 1)) {
    const bound = bindAddresses(changes, knownAddresses(session));
    await session.apply(bound, signal);
    state = afterChanges(state, bound);
  }
  return { state, addresses: knownAddresses(session).pods };
}
