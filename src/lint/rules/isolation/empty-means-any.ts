import { within } from "../../../yaml/place.ts";
import { allRules, type DirectedRule } from "../../analysis/directed-rule.ts";
import type { LintRule, RuleFinding } from "../../lint-rule.ts";

export const emptyMeansAny: LintRule = {
  id: "empty-means-any",
  severity: "warning",
  summary: "from: [], to: [] and ports: [] mean any, not none",
  docs: 'NetworkPolicyIngressRule.from: "If this field is empty or missing, this rule matches all sources"; to and ports likewise.',
  inScenarios: "info",
  check: ({ policies }) =>
    policies.flatMap(allRules).flatMap((rule) => [...emptyPeers(rule), ...emptyPorts(rule)]),
};

function emptyPeers({ peers, peersKey, place }: DirectedRule): readonly RuleFinding[] {
  if (peers?.length !== 0) return [];
  const everyone = peersKey === "from" ? "every source" : "every destination";
  return [
    {
      place: within(place, peersKey),
      at: "key",
      message: `an empty "${peersKey}" means ${everyone}, not none`,
      hint: `to allow nobody remove the rule; to allow everybody leave "${peersKey}" out`,
    },
  ];
}

function emptyPorts({ ports, place }: DirectedRule): readonly RuleFinding[] {
  if (ports?.length !== 0) return [];
  return [
    {
      place: within(place, "ports"),
      at: "key",
      message: 'an empty "ports" means every port, not none',
      hint: 'to allow no port remove the rule; to allow every port leave "ports" out',
    },
  ];
}
