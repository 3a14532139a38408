import {
  type NetworkPolicy,
  type PolicyExplanation,
  type PolicyType,
  policyName,
  type RuleExplanation,
  rulesOf,
} from "../../../model/index.ts";
import { type Connection, endsIn } from "../../engine/connection.ts";
import type { PolicyWorld, TierReasons } from "../../engine/policy-kind.ts";
import { type OtherEnd, peerMismatches } from "./peer-mismatch.ts";
import { portMismatches } from "./port-mismatch.ts";
import { type Isolating, proposals } from "./proposals.ts";

/** Every rule of the policies that isolate a pod, with what keeps it from matching. */
export function explainTier(
  direction: PolicyType,
  isolating: Isolating,
  connection: Connection,
  { pods, book }: PolicyWorld,
): TierReasons {
  const { peer } = endsIn(direction, connection);
  const end: OtherEnd = { pod: peer, namespace: pods.namespaceOf(peer), connection, book };
  const hasBlocks = isolating.some((policy) => holdsBlock(direction, policy));
  const peerAddress = hasBlocks ? book.addressIn(peer, connection)?.toString() : undefined;
  return {
    policies: isolating.map((policy) => explainPolicy(direction, policy, end)),
    ...(peerAddress === undefined ? {} : { peerAddress }),
    words: [],
    proposals: proposals(direction, isolating, end),
  };
}

function explainPolicy(direction: PolicyType, policy: NetworkPolicy, end: OtherEnd): PolicyExplanation {
  const rules = rulesOf(direction, policy.spec).map(({ peers = [], ports = [] }): RuleExplanation => {
    const peerReasons = peers.map((peer) => peerMismatches(peer, policy.metadata.namespace, end));
    const portReasons = ports.map((port) => portMismatches(port, end.connection));
    const matches = oneMatches(peerReasons) && oneMatches(portReasons);
    return { matches, peers: peerReasons, ports: portReasons };
  });
  return { policy: policyName(policy), rules };
}

/** None asked for is as good as one that matches. */
function oneMatches(alternatives: readonly (readonly unknown[])[]): boolean {
  return alternatives.length === 0 || alternatives.some((mismatches) => mismatches.length === 0);
}

function holdsBlock(direction: PolicyType, { spec }: NetworkPolicy): boolean {
  return rulesOf(direction, spec).some(({ peers = [] }) =>
    peers.some(({ ipBlock }) => ipBlock !== undefined),
  );
}
