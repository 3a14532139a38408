/** Port numbers, ranges and protocols. */
import type { Match } from "../rules/match.ts";
import { beforePolicies, eachAllow, eachMatch, type PodRule } from "./edits.ts";
import type { Fault } from "./fault.ts";
import { eachPolicyRule } from "./policy-edits.ts";

type Port = Extract<Match, { type: "port" }>;

const isPort = (match: Match): match is Port => match.type === "port";

/** Ranges become others. */
function eachRange(edit: (range: Port & { readonly endPort: number }) => Match): Fault["apply"] {
  return eachMatch((match) =>
    isPort(match) && match.endPort !== undefined ? edit({ ...match, endPort: match.endPort }) : match,
  );
}

export const rangeFirstOnly: Fault = {
  name: "range-first-only",
  title: "of a range of ports only the first is open",
  seen: "F-15: cilium/cilium#28684, noironetworks/aci-containers PR#1653",
  found: { by: "cni-bugs/f-15-edges-of-a-range[direction=ingress,protocol=TCP]" },
  apply: eachRange(({ endPort: _, ...first }) => first),
};

export const rangeTooShort: Fault = {
  name: "range-too-short",
  title: "the last port of a range is not open",
  seen: "F-15",
  found: { by: "cni-bugs/f-15-edges-of-a-range[direction=ingress,protocol=TCP]" },
  apply: eachRange((range) => ({ ...range, endPort: Math.max(range.port, range.endPort - 1) })),
};

export const rangeTooLong: Fault = {
  name: "range-too-long",
  title: "the port after the last of a range is open",
  seen: "F-15",
  found: { by: "cni-bugs/f-15-edges-of-a-range[direction=ingress,protocol=TCP]" },
  apply: eachRange((range) => ({ ...range, endPort: Math.min(65_535, range.endPort + 1) })),
};

export const portsIgnored: Fault = {
  name: "ports-ignored",
  title: "a rule with ports opens all ports",
  seen: "the reading that k-14 and r-09 rule out",
  found: { by: "conformance/k-14-ingress-by-port" },
  apply: eachPolicyRule(({ peers }) => [{ peers, ports: [] }]),
};

const TABLE = 15;

export const portsBeyondTable: Fault = {
  name: "ports-beyond-table",
  title: `of a rule's ports only the first ${TABLE} are open`,
  seen: "F-16: cilium/cilium#922, aws/containers-roadmap#2481",
  found: { by: "cni-bugs/f-16-many-ports[direction=ingress,ports=30 ranges]" },
  apply: eachPolicyRule(({ peers, ports }) => [{ peers, ports: ports.slice(0, TABLE) }]),
};

export const udpIgnored: Fault = {
  name: "udp-ignored",
  title: "policies are not asked about UDP",
  seen: "the reading that k-43 rules out",
  found: { by: "conformance/k-43-udp-default-deny-ingress" },
  apply: beforePolicies(() => [[{ type: "protocol", protocol: "UDP" }]]),
};

export const protocolIgnored: Fault = {
  name: "protocol-ignored",
  title: "a port that is open over TCP is open over UDP too, and the other way round",
  seen: "the reading that k-40 rules out",
  found: { by: "conformance/k-40-udp-rule-is-not-tcp" },
  apply: eachAllow((rule) => (rule.matches.some(isPort) ? [rule, overOther(rule)] : [rule])),
};

function overOther(rule: PodRule): PodRule {
  const matches = rule.matches.map((match) =>
    isPort(match)
      ? { ...match, protocol: match.protocol === "TCP" ? ("UDP" as const) : ("TCP" as const) }
      : match,
  );
  return { ...rule, matches };
}

export const sctpIsTcp: Fault = {
  name: "sctp-is-tcp",
  title: "a rule for SCTP is taken for one for TCP",
  seen: "F-38: kubernetes/kubernetes PR#102509",
  found: { by: "cni-bugs/f-38-sctp-is-not-tcp[direction=ingress]" },
  apply: eachMatch((match) =>
    (isPort(match) || match.type === "protocol") && match.protocol === "SCTP"
      ? { ...match, protocol: "TCP" }
      : match,
  ),
};
