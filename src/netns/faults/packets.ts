/** Families, chance and what becomes of packets that are denied. */
import { withAmount } from "./amount.ts";
import { beforePolicies, eachRule } from "./edits.ts";
import type { Fault } from "./fault.ts";

export const ipv6Open: Fault = {
  name: "ipv6-open",
  title: "policies are not asked about IPv6",
  seen: "F-40: IPv6 is forgotten",
  found: { by: "cni-bugs/f-40-both-families[placement=the first node]" },
  apply: beforePolicies(() => [[{ type: "family", family: "ip6" }]]),
};

export const ipv6Cut: Fault = {
  name: "ipv6-cut",
  title: "rules let nothing through over IPv6",
  seen: "F-40: aws/aws-network-policy-agent#408",
  found: { by: "cni-bugs/f-40-both-families[placement=the first node]" },
  apply: beforePolicies(() => [[{ type: "family", family: "ip6" }]], { type: "drop" }),
};

export const rejects: Fault = {
  name: "rejects",
  title: "what is denied is refused at once instead of dropped",
  seen: "none: the API does not say how a packet is denied, so that verdicts stay as they are",
  found: { nobody: "the API does not say how a packet is denied" },
  apply: eachRule((rule) => [rule.verdict.type === "drop" ? { ...rule, verdict: { type: "reject" } } : rule]),
};

const SHARE = { unit: "%", least: 1, most: 100, value: 30 } as const;

export const loss: Fault = withAmount(SHARE, (percent, text) => ({
  name: "loss",
  title: `${text} of the packets that begin a flow to or from an isolated pod are lost`,
  seen: "F-41: kubernetes-sigs/kind#3713, kubernetes-sigs/kube-network-policies#12",
  found: { by: "cni-bugs/f-41-packets-lost-under-policy" },
  apply: beforePolicies(() => [[{ type: "chance", percent }]], { type: "drop" }),
}));

export const leak: Fault = withAmount(SHARE, (percent, text) => ({
  name: "leak",
  title: `${text} of the packets that begin a flow to or from an isolated pod miss its policies`,
  seen: "none: a race in which some packets are let through",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: beforePolicies(() => [[{ type: "chance", percent }]]),
}));
