import type { ClusterState, Decision, DirectionDecision, Flow } from "../model/index.ts";
import { type Addresses, addressBook } from "./address-book.ts";
import { compileDirection } from "./direction.ts";
import { podDirectory } from "./pod-directory.ts";

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
  const book = addressBook(addresses);
  const decideEgress = compileDirection("Egress", state.policies, pods, book);
  const decideIngress = compileDirection("Ingress", state.policies, pods, book);
  return (flow) => {
    const [source, target] = [pods.get(flow.source), pods.get(flow.target)];
    const egress = exemptLoopback(flow, decideEgress(source, target, flow));
    const ingress = exemptLoopback(flow, decideIngress(source, target, flow));
    return { allowed: egress.allowed && ingress.allowed, egress, ingress };
  };
}

/** One flow's decision; to decide many, compile once. */
export function decide(state: ClusterState, flow: Flow, addresses: Addresses): Decision {
  return compilePolicies(state, addresses)(flow);
}

/**
 * "A pod cannot block access to itself." The policies that select it are still named, without a rule that allows the
 * flow: it needs none.
 */
function exemptLoopback({ source, target }: Flow, decision: DirectionDecision): DirectionDecision {
  return source === target && !decision.allowed ? { ...decision, allowed: true } : decision;
}
