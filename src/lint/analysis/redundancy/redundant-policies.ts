import type { PlacedPolicy } from "../../../manifest/inventory.ts";
import { allRules, DIRECTIONS, type DirectedRule, effectiveRules, isAny } from "../directed-rule.ts";
import { isolates } from "../isolates.ts";
import { isWithin } from "../requirements.ts";
import { isCovered } from "./coverage.ts";
import { meanTheSame } from "./same-meaning.ts";

/** A policy without which nothing would change, and those that make it so. */
export interface RedundantPolicy {
  readonly policy: PlacedPolicy;
  readonly others: readonly PlacedPolicy[];
}

/**
 * The policies that allow something which others of the same pods all allow too, and that isolate these pods no more
 * than the others do: by what is written, whatever pods there are. All of them could be left out together, and those
 * that mean the same as an earlier one with them.
 */
export function redundantPolicies(policies: readonly PlacedPolicy[]): readonly RedundantPolicy[] {
  const left = new Set(policies.filter((policy, index) => !isDuplicate(policy, policies.slice(0, index))));
  return [...left].flatMap((policy) => {
    if (allRules(policy).length === 0) return [];
    const others = coveringPolicies(policy, [...left]);
    if (others === undefined) return [];
    left.delete(policy);
    return [{ policy, others }];
  });
}

function isDuplicate(policy: PlacedPolicy, earlier: readonly PlacedPolicy[]): boolean {
  return earlier.some((each) => meanTheSame(policy, each));
}

/** Policies that together isolate and allow as a policy does, wherever it applies; undefined if there are none. */
function coveringPolicies(
  policy: PlacedPolicy,
  all: readonly PlacedPolicy[],
): readonly PlacedPolicy[] | undefined {
  const candidates = all.filter((other) => other !== policy && appliesWherever(policy, other));
  const found: PlacedPolicy[] = [];
  for (const direction of DIRECTIONS.filter((each) => isolates(policy, each))) {
    const isolating = candidates.filter((other) => isolates(other, direction));
    const rules = isolating.flatMap((other) => effectiveRules(other, direction));
    const parts = effectiveRules(policy, direction).flatMap(partsOf);
    const covering = parts.map((part) => rules.find((rule) => isCovered(part, rule)));
    const [first] = isolating;
    if (first === undefined || covering.includes(undefined)) return undefined;
    found.push(...(parts.length === 0 ? [first] : covering.flatMap((rule) => rule?.policy ?? [])));
  }
  return [...new Set(found)];
}

/** Another policy of the same name is the same one, at another time. */
function appliesWherever(policy: PlacedPolicy, other: PlacedPolicy): boolean {
  return (
    policy.namespace === other.namespace &&
    policy.name !== other.name &&
    isWithin(policy.spec.podSelector, other.spec.podSelector)
  );
}

/** A rule for each of its peers and ports, since several others may cover it together. */
function partsOf(rule: DirectedRule): readonly DirectedRule[] {
  const { peers, ports } = rule;
  const byPeer = isAny(peers) ? [rule] : peers.map((peer) => ({ ...rule, peers: [peer] }));
  return isAny(ports) ? byPeer : byPeer.flatMap((each) => ports.map((port) => ({ ...each, ports: [port] })));
}
