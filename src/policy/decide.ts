import type { Addresses, ClusterState, Decision, Explanation, Flow } from "../model/index.ts";
import { compile, decideFlow } from "./engine/compile.ts";
import { withPodsOf } from "./engine/connection.ts";
import { explain } from "./engine/explain.ts";
import type { PolicyKind } from "./engine/policy-kind.ts";
import { POLICY_KINDS } from "./kinds/index.ts";

/**
 * Resolves every selector once, so that many flows can be decided quickly. The decision does not depend on the order of
 * policies; among several, names decide which comes first.
 *
 * @throws Error if a pod of a flow, or a pod's namespace, is not in the state; also if an `ipBlock` has to be matched
 * against a pod whose address is not given. What cannot be decided is not called allowed or denied.
 */
export function compilePolicies(
  state: ClusterState,
  addresses: Addresses,
  kinds: readonly PolicyKind[] = POLICY_KINDS,
): (flow: Flow) => Decision {
  const compiled = compile(state, addresses, kinds);
  return (flow) => decideFlow(compiled, flow);
}

/** One flow's decision, by its own ends alone; to decide many, compile once. */
export function decide(
  state: ClusterState,
  flow: Flow,
  addresses: Addresses,
  kinds: readonly PolicyKind[] = POLICY_KINDS,
): Decision {
  return compilePolicies(withPodsOf(flow, state), addresses, kinds)(flow);
}

/**
 * Why a flow is allowed or denied, with what would help; looks at the flow's own ends alone.
 *
 * @throws Error as `compilePolicies` does; of addresses also those of which the decision can do without.
 */
export function explainFlow(
  state: ClusterState,
  addresses: Addresses,
  flow: Flow,
  kinds: readonly PolicyKind[] = POLICY_KINDS,
): Explanation {
  return explain(state, addresses, flow, kinds);
}
