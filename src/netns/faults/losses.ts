/** Rules, or whole policies, that are not there. */
import { isNetworkPolicy } from "../../model/index.ts";
import { allowRules } from "../rules/kinds/isolation.ts";
import { eachRule, seeing } from "./edits.ts";
import type { Fault } from "./fault.ts";
import { eachPolicyRule } from "./policy-edits.ts";

export const ruleLost: Fault = {
  name: "rule-lost",
  title: "the rule that drops what no policy allows is lost",
  seen: "F-07: a rule that the tables refuse",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: eachRule((rule) => (rule.verdict.type === "drop" ? [] : [rule])),
};

export const laterRulesLost: Fault = {
  name: "later-rules-lost",
  title: "only the first rule of each policy and direction is in force",
  seen: "F-16, for rules",
  found: { by: "semantics/s-38-rules-do-not-mix" },
  apply: eachPolicyRule((rule, { index }) => (index === 0 ? [rule] : [])),
};

export const laterPoliciesLost: Fault = {
  name: "later-policies-lost",
  title: "of several policies of a namespace only the first is in force, so that they do not add up",
  seen: "the reading that s-14 rules out",
  found: { by: "semantics/s-14-union-in-any-order" },
  apply: seeing((state) => ({
    ...state,
    policies: state.policies.filter(
      ({ metadata }, index, all) =>
        all.findIndex((other) => other.metadata.namespace === metadata.namespace) === index,
    ),
  })),
};

export const noRulesNoIsolation: Fault = {
  name: "no-rules-no-isolation",
  title: "a policy without rules isolates nobody",
  seen: "the reading that s-03 and s-09 rule out",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: seeing((state) => ({
    ...state,
    policies: state.policies.filter(
      (policy) => !isNetworkPolicy(policy) || DIRECTIONS.some((each) => allowRules(policy, each).length > 0),
    ),
  })),
};

const DIRECTIONS = ["Ingress", "Egress"] as const;

export const egressIgnored: Fault = {
  name: "egress-ignored",
  title: "policies for egress are not in force",
  seen: "the reading that s-09 rules out",
  found: { by: "conformance/k-25-deny-egress-of-a-pod" },
  apply: eachRule((rule) => (rule.origin.direction === "Egress" ? [] : [rule])),
};

export const ingressIgnored: Fault = {
  name: "ingress-ignored",
  title: "policies for ingress are not in force",
  seen: "the reading that k-01 rules out",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: eachRule((rule) => (rule.origin.direction === "Ingress" ? [] : [rule])),
};

export const allowRuleLost: Fault = {
  name: "allow-rule-lost",
  title: "the last rule of each policy and direction is lost",
  seen: "F-07: Azure/azure-container-networking PR#1109",
  found: { by: "conformance/k-04-ingress-for-one-target" },
  apply: eachPolicyRule((rule, { index, siblings }) => (index === siblings.length - 1 ? [] : [rule])),
};
