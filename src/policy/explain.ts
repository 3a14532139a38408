import type {
  ConnectionExplanation,
  DirectionExplanation,
  Explanation,
  PolicyExplanation,
  RuleExplanation,
} from "../model/index.ts";
import {
  type Addresses,
  type ClusterState,
  type Decision,
  type DirectionDecision,
  type DirectionRule,
  type Flow,
  isNetworkPolicy,
  type NetworkPolicy,
  type PolicyType,
  policyName,
  rulesOf,
} from "../model/index.ts";
import { type AddressBook, addressBook } from "./address-book.ts";
import { compilePolicies } from "./compile.ts";
import { type Connection, connectionsOf } from "./connection.ts";
import { nearestRule } from "./nearest.ts";
import { type OtherEnd, peerMismatches } from "./peer-mismatch.ts";
import { type PodDirectory, podDirectory } from "./pod-directory.ts";
import { portMismatches } from "./port-mismatch.ts";

/** What explaining needs beside a connection. */
interface Context {
  readonly policies: ReadonlyMap<string, NetworkPolicy>;
  readonly pods: PodDirectory;
  readonly book: AddressBook;
  readonly decide: (flow: Flow) => Decision;
}

/**
 * Why a flow is allowed or denied: for each direction of each connection that it can become, every rule of every policy
 * that selects the pod, with what keeps it from matching.
 *
 * @throws Error as `compilePolicies` does; of addresses also those of which the decision can do without.
 */
export function explainFlow(state: ClusterState, addresses: Addresses, flow: Flow): Explanation {
  const context: Context = {
    policies: new Map(state.policies.filter(isNetworkPolicy).map((policy) => [policyName(policy), policy])),
    pods: podDirectory(state),
    book: addressBook(addresses),
    decide: compilePolicies(state, addresses),
  };
  const connections = connectionsOf(flow, context.pods).map((each) => explainConnection(each, context));
  return { flow, decision: context.decide(flow), connections };
}

function explainConnection(connection: Connection, context: Context): ConnectionExplanation {
  const { source, target, ...others } = connection;
  const { allowed, egress, ingress } = context.decide({ source: source.ref, target: target.ref, ...others });
  return {
    target: target.ref,
    port: connection.port,
    protocol: connection.protocol,
    allowed,
    egress: explainDirection(egress, connection, context),
    ingress: explainDirection(ingress, connection, context),
  };
}

function explainDirection(
  decision: DirectionDecision,
  connection: Connection,
  { policies, pods, book }: Context,
): DirectionExplanation {
  const { source, target } = connection;
  const [pod, peer] = decision.direction === "Egress" ? [source, target] : [target, source];
  const end: OtherEnd = { pod: peer, namespace: pods.namespaceOf(peer), connection, book };
  const selecting = decision.selecting.flatMap((name) => policies.get(name) ?? []);
  const explained = selecting.map((policy) => explainPolicy(decision.direction, policy, end));
  const hasBlocks = selecting.some((policy) => holdsBlock(decision.direction, policy));
  const peerAddress = hasBlocks ? book.addressIn(peer, connection)?.toString() : undefined;
  const nearest = decision.allowed ? undefined : nearestRule(explained);
  return {
    ...decision,
    pod: pod.ref,
    peer: peer.ref,
    policies: explained,
    ...(peerAddress === undefined ? {} : { peerAddress }),
    ...(nearest === undefined ? {} : { nearest }),
  };
}

function explainPolicy(direction: PolicyType, policy: NetworkPolicy, end: OtherEnd): PolicyExplanation {
  const { namespace } = policy.metadata;
  const rules = rulesOf(direction, policy.spec).map((rule) => explainRule(rule, namespace, end));
  return { policy: policyName(policy), rules };
}

function explainRule(rule: DirectionRule, namespace: string, end: OtherEnd): RuleExplanation {
  const peers = (rule.peers ?? []).map((peer) => peerMismatches(peer, namespace, end));
  const ports = (rule.ports ?? []).map((port) => portMismatches(port, end.connection));
  return { matches: oneMatches(peers) && oneMatches(ports), peers, ports };
}

/** None asked for is as good as one that matches. */
function oneMatches(alternatives: readonly (readonly unknown[])[]): boolean {
  return alternatives.length === 0 || alternatives.some((mismatches) => mismatches.length === 0);
}

function holdsBlock(direction: PolicyType, policy: NetworkPolicy): boolean {
  return rulesOf(direction, policy.spec).some(({ peers = [] }) =>
    peers.some(({ ipBlock }) => ipBlock !== undefined),
  );
}
