import {
  type NetworkPolicy,
  type Pod,
  type PodRef,
  type PolicyPort,
  type PolicyType,
  policyName,
  rulesOf,
  type TierOpinion,
} from "../../../model/index.ts";
import { byName } from "../../engine/by-name.ts";
import { type Connection, endsIn } from "../../engine/connection.ts";
import { NO_REASONS, type PolicyWorld, type Tier } from "../../engine/policy-kind.ts";
import { explainTier } from "./explain.ts";
import { type PeerMatch, peerMatch } from "./peer.ts";
import { policyTypesOf } from "./policy-types.ts";
import { portsMatch } from "./port-rule.ts";
import { podsSelectedBy } from "./selection.ts";

export const TIER = "NetworkPolicy";

interface CompiledRule {
  readonly isPeer: PeerMatch;
  readonly ports: readonly PolicyPort[] | undefined;
}

interface CompiledPolicy {
  readonly policy: NetworkPolicy;
  readonly name: string;
  readonly rules: readonly CompiledRule[];
}

type IsolatingPolicies = readonly [CompiledPolicy, ...CompiledPolicy[]];

/** The policies that isolate one pod, and what is said where none of their rules matches. */
interface Isolation {
  readonly policies: IsolatingPolicies;
  readonly denial: TierOpinion;
}

const NOT_ISOLATED: TierOpinion = { tier: TIER, action: "pass", selecting: [] };

/**
 * NetworkPolicy in one direction. NetworkPolicySpec.ingress: "Traffic is allowed to a pod if there are no NetworkPolicies
 * selecting the pod (and cluster policy otherwise allows the traffic), OR if the traffic source is the pod's local node,
 * OR if the traffic matches at least one ingress rule across all of the NetworkPolicy objects whose podSelector matches
 * the pod." NetworkPolicySpec.egress says the same of outgoing traffic. Nodes are out of scope.
 */
export function networkPolicyTier(
  direction: PolicyType,
  policies: readonly NetworkPolicy[],
  world: PolicyWorld,
): Tier {
  const isolations = isolationsOf(direction, policies, world);
  return {
    decide: (connection) => {
      const { pod, peer } = endsIn(direction, connection);
      const isolation = isolations.get(pod.ref);
      return isolation === undefined ? NOT_ISOLATED : opinionOf(isolation, peer, connection);
    },
    explain: (connection) => {
      const isolation = isolations.get(endsIn(direction, connection).pod.ref);
      if (isolation === undefined) return NO_REASONS;
      const [first, ...others] = isolation.policies;
      const isolating = [first.policy, ...others.map(({ policy }) => policy)] as const;
      return explainTier(direction, isolating, connection, world);
    },
  };
}

/** NetworkPolicyIngressRule: "The traffic must match both ports and from"; NetworkPolicyEgressRule: "both ports and to". */
function opinionOf({ policies, denial }: Isolation, peer: Pod, connection: Connection): TierOpinion {
  for (const { name, rules } of policies) {
    const rule = rules.findIndex(
      ({ isPeer, ports }) => portsMatch(ports, connection) && isPeer(peer, connection),
    );
    if (rule >= 0)
      return { tier: TIER, action: "allow", selecting: denial.selecting, by: { policy: name, rule } };
  }
  return isToItself(connection) ? { tier: TIER, action: "allow", selecting: denial.selecting } : denial;
}

/** "A pod cannot block access to itself": without a rule too, and whatever other tiers below would say. */
function isToItself({ source, target }: Connection): boolean {
  return source.ref === target.ref;
}

function isolationsOf(
  direction: PolicyType,
  policies: readonly NetworkPolicy[],
  world: PolicyWorld,
): ReadonlyMap<PodRef, Isolation> {
  const isolating = new Map<PodRef, [CompiledPolicy, ...CompiledPolicy[]]>();
  for (const policy of byName(policies).filter((each) => policyTypesOf(each).includes(direction))) {
    const compiled = compilePolicy(direction, policy, world);
    for (const { ref } of podsSelectedBy(policy, world.pods)) {
      const others = isolating.get(ref);
      if (others === undefined) isolating.set(ref, [compiled]);
      else others.push(compiled);
    }
  }
  return new Map([...isolating].map(([ref, list]) => [ref, isolationBy(list)]));
}

function isolationBy(policies: IsolatingPolicies): Isolation {
  const selecting = policies.map(({ name }) => name);
  const by = { policy: policies[0].name, isolates: true as const };
  return { policies, denial: { tier: TIER, action: "deny", selecting, by } };
}

function compilePolicy(
  direction: PolicyType,
  policy: NetworkPolicy,
  { pods, book }: PolicyWorld,
): CompiledPolicy {
  const rules = rulesOf(direction, policy.spec).map(({ peers, ports }) => ({
    isPeer: peerMatch(peers, policy.metadata.namespace, pods, book),
    ports,
  }));
  return { policy, name: policyName(policy), rules };
}
