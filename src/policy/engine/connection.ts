import {
  type ClusterState,
  endsOf,
  type Flow,
  type IpFamily,
  type Pod,
  type PolicyType,
  type Protocol,
  USUAL_DNS,
} from "../../model/index.ts";
import type { PodDirectory } from "./pod-directory.ts";

/** A conversation between two pods, as policies see it: a pod and a port stand in the place of the Service before them. */
export interface Connection {
  readonly source: Pod;
  readonly target: Pod;
  readonly port: number;
  readonly protocol: Protocol;
  /** Undefined: that of the target's first address. */
  readonly family: IpFamily | undefined;
}

/**
 * The connections that a flow can become: one to a pod, one to each endpoint of a Service. Where addresses are rewritten,
 * the API leaves open what a policy sees: "it is not defined whether this happens before or after NetworkPolicy
 * processing, and the behavior may be different for different combinations of network plugin, cloud provider, Service
 * implementation, etc." We take what every implementation that we know of does: policies apply after a Service's address
 * was rewritten, to the pod and the port behind it.
 *
 * @throws Error if one of the pods does not exist.
 */
export function connectionsOf(flow: Flow, pods: PodDirectory): readonly Connection[] {
  const { protocol, family } = flow;
  const source = pods.get(flow.source);
  return endsOf(flow).map((end) => ({
    source,
    target: pods.get(end.pod),
    port: end.port,
    protocol,
    family,
  }));
}

/** The state with no other pods than those at a flow's ends and DNS servers, on which alone its decision depends. */
export function withPodsOf(flow: Flow, state: ClusterState): ClusterState {
  const { pods: servers } = state.dns ?? USUAL_DNS;
  const ends = new Set([
    flow.source,
    ...endsOf(flow).map(({ pod }) => pod),
    ...servers.map(({ ref }) => ref),
  ]);
  return { ...state, pods: state.pods.filter(({ ref }) => ends.has(ref)) };
}

/** `pod` is the end whose policies count in a direction, `peer` the other. */
export function endsIn(direction: PolicyType, { source, target }: Connection): { pod: Pod; peer: Pod } {
  return direction === "Egress" ? { pod: source, peer: target } : { pod: target, peer: source };
}
