import {
  type Addresses,
  type ClusterState,
  fewNames,
  holdsPlaceholder,
  type IpBlock,
  isNetworkPolicy,
  type PolicyObject,
  rulesOf,
  type Scenario,
} from "../../model/index.ts";
import { planScenario } from "../../plan/index.ts";
import { assumedState } from "../../predict.ts";

/**
 * On which addresses the prediction of a scenario rests that has blocks: without a cluster they are assumed, and on a
 * cluster they are others.
 */
export async function assumedAddressesNote(scenario: Scenario): Promise<readonly string[]> {
  const applied = scenario.steps.flatMap(({ changes }) =>
    changes.flatMap((change) => (change.action === "apply" ? change.object : [])),
  );
  if (!blocksOf(applied).some(dependsOnAddresses)) return [];
  const { state, addresses } = await assumedState(
    planScenario(withoutCells(scenario)),
    scenario.steps.length,
  );
  return [noteOn(state, addresses)];
}

/** The same of one state. */
export function assumedAddressesOf(state: ClusterState, addresses: Addresses): readonly string[] {
  return blocksOf(state.policies).some(dependsOnAddresses) ? [noteOn(state, addresses)] : [];
}

function noteOn(state: ClusterState, addresses: Addresses): string {
  const pairs = state.pods.map(({ ref }) => `${ref} ${addresses.get(ref)?.[0]}`);
  return `blocks were matched against assumed addresses: ${fewNames(pairs)}`;
}

/** The scenario for who wants no cells of it: a large world has millions. */
export function withoutCells(scenario: Scenario): Scenario {
  return { ...scenario, flows: { ...scenario.flows, via: [] } };
}

function blocksOf(policies: readonly PolicyObject[]): readonly IpBlock[] {
  return policies
    .filter(isNetworkPolicy)
    .flatMap(({ spec }) => [...rulesOf("Ingress", spec), ...rulesOf("Egress", spec)])
    .flatMap(({ peers = [] }) => peers.flatMap(({ ipBlock }) => ipBlock ?? []));
}

/** What is made of a pod's own address means that pod anywhere, and a block of all addresses everybody. */
function dependsOnAddresses({ cidr, except = [] }: IpBlock): boolean {
  const written = [cidr, ...except].filter((text) => !holdsPlaceholder(text));
  return written.some((text) => !text.endsWith("/0"));
}
