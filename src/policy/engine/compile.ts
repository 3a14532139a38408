import {
  type Addresses,
  type ClusterState,
  type Decision,
  type Flow,
  type Lookup,
  type PolicyObject,
  policyName,
  type Undetermined,
} from "../../model/index.ts";
import { addressBook } from "./address-book.ts";
import { byName } from "./by-name.ts";
import { type Chain, chainOf } from "./chain.ts";
import { type Connection, connectionsOf } from "./connection.ts";
import { isByName, lookupNamed, questionsOf, withDns } from "./lookup.ts";
import { podDirectory } from "./pod-directory.ts";
import type { PolicyKind, PolicyWorld } from "./policy-kind.ts";

/** The policies of one state, ready to be asked. */
export interface Compiled extends PolicyWorld {
  /** In which those who answer names are pods as well. */
  readonly state: ClusterState;
  readonly egress: Chain;
  readonly ingress: Chain;
  readonly undetermined: Undetermined | undefined;
}

/** @throws Error if a pod's namespace is not in the state. */
export function compile(given: ClusterState, known: Addresses, kinds: readonly PolicyKind[]): Compiled {
  const { state, addresses } = withDns(given, known);
  const world: PolicyWorld = { pods: podDirectory(state), book: addressBook(addresses) };
  return {
    ...world,
    state,
    egress: chainOf("Egress", state.policies, world, kinds),
    ingress: chainOf("Ingress", state.policies, world, kinds),
    undetermined: unread(state.policies, kinds),
  };
}

/** @throws Error if a pod of the flow is not in the state. */
export function decideFlow(compiled: Compiled, flow: Flow): Decision {
  const decision = together(
    connectionsOf(flow, compiled.pods).map((each) => decideConnection(compiled, each)),
  );
  const lookup = isByName(flow) ? deniedLookup(compiled, flow) : undefined;
  return lookup === undefined ? decision : { ...decision, allowed: false, lookup };
}

/** The first question to DNS, if policies deny all of them. */
function deniedLookup(compiled: Compiled, flow: Flow): Lookup | undefined {
  const questions = questionsOf(flow, compiled.state, compiled.pods);
  const decided = questions.map((question) => ({ question, ...decideConnection(compiled, question) }));
  const [first] = decided;
  if (first === undefined || decided.some(({ allowed }) => allowed)) return undefined;
  const { question, egress, ingress } = first;
  return { ...lookupNamed(question, compiled.state), egress, ingress };
}

/**
 * A connection needs both ends' consent: "For a connection from a source pod to a destination pod to be allowed, both
 * the egress policy on the source pod and the ingress policy on the destination pod need to allow the connection."
 * Replies are not flows, and are not asked about.
 */
export function decideConnection(compiled: Compiled, connection: Connection): Decision {
  const egress = compiled.egress.decide(connection);
  const ingress = compiled.ingress.decide(connection);
  const decision = { allowed: egress.allowed && ingress.allowed, egress, ingress };
  const { undetermined } = compiled;
  return undetermined === undefined ? decision : { ...decision, undetermined };
}

/** Behind a Service without endpoints there is nothing to reach, though no policy stands in the way. */
const NOTHING_TO_REACH: Decision = {
  allowed: false,
  egress: { direction: "Egress", allowed: true, selecting: [], tiers: [] },
  ingress: { direction: "Ingress", allowed: true, selecting: [], tiers: [] },
};

/** What decisions about all connections that a flow can become say of the flow. */
function together(decisions: readonly Decision[]): Decision {
  const decisive = decisions.find(({ allowed }) => !allowed) ?? decisions[0];
  if (decisive === undefined) return NOTHING_TO_REACH;
  const depends = !decisive.allowed && decisions.some(({ allowed }) => allowed);
  return depends ? { ...decisive, depends } : decisive;
}

/** An object of a kind that nobody reads may allow or deny anything. Of several the first by name is the reason. */
function unread(policies: readonly PolicyObject[], kinds: readonly PolicyKind[]): Undetermined | undefined {
  const [policy] = byName(policies.filter((each) => !kinds.some((kind) => kind.is(each))));
  if (policy === undefined) return undefined;
  const { apiVersion, kind } = policy;
  return { policy: policyName(policy), reason: `what a ${kind} of ${apiVersion} means is not known` };
}
