import {
  type Addresses,
  type ClusterState,
  type Decision,
  type DirectionDecision,
  type Flow,
  isNetworkPolicy,
} from "../model/index.ts";
import { addressBook } from "./address-book.ts";
import { type Connection, connectionsOf, isToItself } from "./connection.ts";
import { networkPolicyTier } from "./network-policy-tier.ts";
import { podDirectory } from "./pod-directory.ts";
import { decideInTurn } from "./tier.ts";

/**
 * Resolves every selector once, so that many flows can be decided quickly. A flow needs both ends' consent: "For a
 * connection from a source pod to a destination pod to be allowed, both the egress policy on the source pod and the
 * ingress policy on the destination pod need to allow the connection." Replies are not flows, and are not asked about.
 *
 * The decision does not depend on the order of policies; among several, names decide which comes first.
 *
 * @throws Error if a pod of a flow, or a pod's namespace, is not in the state; also if an `ipBlock` has to be matched
 * against a pod whose address is not given. What cannot be decided is not called allowed or denied.
 */
export function compilePolicies(state: ClusterState, addresses: Addresses): (flow: Flow) => Decision {
  const pods = podDirectory(state);
  const policies = state.policies.filter(isNetworkPolicy);
  const book = addressBook(addresses);
  const decideEgress = decideInTurn("Egress", [networkPolicyTier("Egress", policies, pods, book)]);
  const decideIngress = decideInTurn("Ingress", [networkPolicyTier("Ingress", policies, pods, book)]);
  const decideConnection = (connection: Connection): Decision => {
    const egress = exemptLoopback(connection, decideEgress(connection));
    const ingress = exemptLoopback(connection, decideIngress(connection));
    return { allowed: egress.allowed && ingress.allowed, egress, ingress };
  };
  return (flow) => together(connectionsOf(flow, pods).map(decideConnection));
}

/** One flow's decision; to decide many, compile once. */
export function decide(state: ClusterState, flow: Flow, addresses: Addresses): Decision {
  return compilePolicies(state, addresses)(flow);
}

/** Behind a Service without endpoints there is nothing to reach, though no policy stands in the way. */
const NOTHING_TO_REACH: Decision = {
  allowed: false,
  egress: { direction: "Egress", allowed: true, selecting: [] },
  ingress: { direction: "Ingress", allowed: true, selecting: [] },
};

/** What decisions about all connections that a flow can become say of the flow. */
function together(decisions: readonly Decision[]): Decision {
  const decisive = decisions.find(({ allowed }) => !allowed) ?? decisions[0];
  if (decisive === undefined) return NOTHING_TO_REACH;
  const depends = !decisive.allowed && decisions.some(({ allowed }) => allowed);
  return depends ? { ...decisive, depends } : decisive;
}

/** The policies that select the pod are still named, without a rule that allows the flow: it needs none. */
function exemptLoopback(connection: Connection, decision: DirectionDecision): DirectionDecision {
  return isToItself(connection) && !decision.allowed ? { ...decision, allowed: true } : decision;
}
