import { stringify } from "yaml";
import type { Inventory } from "../../../manifest/inventory.ts";
import { type PolicyPeer, selects } from "../../../model/index.ts";
import { allRules, type DirectedRule } from "../../analysis/directed-rule.ts";
import { type OrPeers, orPeers } from "../../analysis/or-peers.ts";
import { podsBeside } from "../../analysis/scope.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const peersOr: LintRule = {
  id: "peers-or",
  severity: "warning",
  summary:
    "a namespaceSelector and a podSelector are two list items, which means either, where both may be meant",
  docs: "Items of from and to are ORed; selectors within one item are ANDed. One dash more opens the policy to whole namespaces.",
  inScenarios: "info",
  check: (inventory) =>
    inventory.policies.flatMap(allRules).flatMap((rule) =>
      orPeers(rule).map((pair) => ({
        ...remarkOn(rule, pair),
        ...(isPlausible(rule, pair, inventory) ? { severity: "info" as const } : {}),
      })),
    ),
};

/** Whether pods of the policy's own namespace may be meant: there are such pods. */
function isPlausible({ policy }: DirectedRule, { pods }: OrPeers, inventory: Inventory): boolean {
  return podsBeside(policy, inventory).some(({ labels }) => selects(pods.podSelector ?? {}, labels));
}

function remarkOn({ peersKey }: DirectedRule, { namespaces, pods, place }: OrPeers): RuleFinding {
  const form = (peers: readonly PolicyPeer[]): string => stringify({ [peersKey]: peers }).trimEnd();
  return {
    place,
    message: "two list items mean either: all pods of those namespaces, or such pods of the policy's own",
    hint: `if such pods of those namespaces are meant, write one item:
${form([{ ...namespaces, ...pods }])}
if either is meant, it is right as it is:
${form([namespaces, pods])}`,
  };
}
