import { stringify } from "yaml";
import type { PlacedPolicy } from "../../../manifest/inventory.ts";
import type { PolicyPort } from "../../../model/index.ts";
import {
  DIRECTIONS,
  type DirectedRule,
  effectiveRules,
  isAny,
  ruleName,
} from "../../analysis/directed-rule.ts";
import { isForDns } from "../../analysis/dns-peer.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const splitRule: LintRule = {
  id: "split-rule",
  severity: "warning",
  summary:
    "a rule with peers only is followed by one with ports only, which means either, where both may be meant",
  docs: "Items of ingress and egress are ORed. One dash more makes of peers and ports two rules: every port of the peers, and the ports of everybody.",
  inScenarios: "info",
  check: ({ policies }) => policies.flatMap(splitRules),
};

function splitRules(policy: PlacedPolicy): readonly RuleFinding[] {
  return DIRECTIONS.flatMap((direction) => {
    const rules = effectiveRules(policy, direction);
    return rules.flatMap((rule, index) => {
      const before = rules[index - 1];
      return before !== undefined && hasPeersOnly(before) && hasPortsOnly(rule)
        ? [remarkOn(before, rule)]
        : [];
    });
  });
}

function hasPeersOnly({ peers, ports }: DirectedRule): boolean {
  return !isAny(peers) && isAny(ports);
}

/** Ports of DNS alone are rightly allowed to everybody. */
function hasPortsOnly({ peers, ports = [] }: DirectedRule): boolean {
  return isAny(peers) && !isAny(ports) && !ports.every(isOfDns);
}

function isOfDns(port: PolicyPort): boolean {
  return isForDns(port, "UDP") || isForDns(port, "TCP");
}

function remarkOn(before: DirectedRule, rule: DirectedRule): RuleFinding {
  return {
    place: rule.place,
    message: `two list items mean either: every port of the peers of ${ruleName(before)}, or these ports of everybody`,
    hint: `if these ports of those peers are meant, write one item:\n${stringify(joined(before, rule)).trimEnd()}`,
  };
}

/** What may have been meant. DNS is rarely where the peers are, so that its ports stay those of everybody. */
function joined({ peers }: DirectedRule, { peersKey, direction, ports = [] }: DirectedRule) {
  const ofDns = direction === "Egress" ? ports.filter(isOfDns) : [];
  const others = ports.filter((port) => !ofDns.includes(port));
  return [{ [peersKey]: peers, ports: others }, ...(ofDns.length === 0 ? [] : [{ ports: ofDns }])];
}
