/** Families, chance and what becomes of packets that are denied. */
import { beforePolicies, eachRule } from "./edits.ts";
import type { Fault } from "./fault.ts";

export const ipv6Open: Fault = {
  name: "ipv6-open",
  title: "policies are not asked about IPv6",
  seen: "F-40: IPv6 is forgotten",
  apply: beforePolicies(() => [[{ type: "family", family: "ip6" }]]),
};

export const ipv6Cut: Fault = {
  name: "ipv6-cut",
  title: "rules let nothing through over IPv6",
  seen: "F-40: aws/aws-network-policy-agent#408",
  apply: beforePolicies(() => [[{ type: "family", family: "ip6" }]], { type: "drop" }),
};

export const rejects: Fault = {
  name: "rejects",
  title: "what is denied is refused at once instead of dropped",
  seen: "none: the API does not say how a packet is denied, so that verdicts stay as they are",
  apply: eachRule((rule) => [rule.verdict.type === "drop" ? { ...rule, verdict: { type: "reject" } } : rule]),
};

const LOST_PERCENT = 30;

export const loss: Fault = {
  name: "loss",
  title: `${LOST_PERCENT} % of the packets that begin a flow to or from an isolated pod are lost`,
  seen: "F-41: kubernetes-sigs/kind#3713, kubernetes-sigs/kube-network-policies#12",
  apply: beforePolicies(() => [[{ type: "chance", percent: LOST_PERCENT }]], { type: "drop" }),
};

export const leak: Fault = {
  name: "leak",
  title: `${LOST_PERCENT} % of the packets that begin a flow to or from an isolated pod miss its policies`,
  seen: "none: a race in which some packets are let through",
  apply: beforePolicies(() => [[{ type: "chance", percent: LOST_PERCENT }]]),
};
