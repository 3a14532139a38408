/** Ingress taken for egress, and one end of a packet for the other. */

import { enforceFaithfully } from "../rules/enforce.ts";
import type { Match } from "../rules/match.ts";
import { FORWARD } from "../rules/pod-chains.ts";
import type { Rule } from "../rules/rule.ts";
import { beforeEstablished, eachMatch, eachRule } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";

export const directionSwapped: Fault = {
  name: "direction-swapped",
  title: "what a pod sends is judged by its ingress rules, and what it is sent by its egress rules",
  seen: "F-30",
  found: { by: "cni-bugs/f-30-the-other-direction[direction=ingress]" },
  apply: eachRule((rule) => [
    rule.verdict.type === "jump" ? { ...rule, matches: rule.matches.map(otherInterface) } : rule,
  ]),
};

function otherInterface(match: Match): Match {
  if (match.type !== "interface") return match;
  return { ...match, field: match.field === "iifname" ? "oifname" : "iifname" };
}

export const endsSwapped: Fault = {
  name: "ends-swapped",
  title: "the peers of a rule are looked for at the wrong end of a packet",
  seen: "F-30",
  found: { by: "conformance/k-03-ingress-from-pods-of-own-namespace" },
  apply: eachMatch((match) =>
    match.type === "addresses" || match.type === "block"
      ? { ...match, field: match.field === "saddr" ? "daddr" : "saddr" }
      : match,
  ),
};

export const otherDirectionCut: Fault = {
  name: "other-direction-cut",
  title: "a pod that is isolated in one direction is cut off in the other",
  seen: "F-30: aws/aws-network-policy-agent#456",
  found: { by: "cni-bugs/f-30-the-other-direction[direction=ingress]" },
  apply: (view) => {
    const { chains, rules } = enforceFaithfully(view);
    return { chains, rules: [...rules, ...view.afflicted.flatMap(({ netns }) => cutRules(netns, rules))] };
  },
};

/** Only new packets get as far as the end of the chain. */
function cutRules(netns: string, rules: readonly Rule[]): readonly Rule[] {
  const jumped = rules.flatMap(({ verdict, matches }) =>
    verdict.type === "jump"
      ? matches.flatMap((match) => (match.type === "interface" && match.name === netns ? match : []))
      : [],
  );
  if (jumped.length !== 1) return [];
  return [{ chain: FORWARD, matches: jumped.map(otherInterface), verdict: { type: "drop" } }];
}

export const egressSkipsIngress: Fault = {
  name: "egress-skips-ingress",
  title: "what a pod may send is let in on the same node, whatever the target's policies say",
  seen: "F-18: k3s-io/k3s#2390, cloudnativelabs/kube-router#916",
  found: { by: "cni-bugs/f-18-egress-accept-skips-ingress[placement=the first node]" },
  apply: eachRule((rule) => [
    rule.verdict.type === "return" && rule.origin.direction === "Egress"
      ? { ...rule, verdict: { type: "accept" } }
      : rule,
  ]),
};

export const repliesDropped: Fault = {
  name: "replies-dropped",
  title: "an isolated pod gets no replies to what it sends",
  seen: "F-01: aws/aws-network-policy-agent#186",
  found: { by: "semantics/s-16-replies-pass" },
  apply: beforeEstablished((jump) =>
    jump.origin.direction === "Ingress"
      ? [{ ...jump, matches: [...jump.matches, ESTABLISHED], verdict: { type: "drop" } }]
      : [],
  ),
};

export const repliesJudged: Fault = {
  name: "replies-judged",
  title: "replies are judged as if they were new, so that a pod cannot answer whom it may not call",
  seen: "the reading that s-16 rules out",
  found: { by: "semantics/s-16-replies-pass" },
  apply: beforeEstablished((jump) => [{ ...jump, matches: [...jump.matches, ESTABLISHED] }]),
};

export const handshakeOnly: Fault = {
  name: "handshake-only",
  title: "to an isolated pod every TCP connection is made, and the data that follow are dropped",
  seen: "proxies that accept a connection before they ask whether they may",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: beforeEstablished((jump, view) =>
    jump.origin.direction === "Ingress" ? handshake(jump, view) : [],
  ),
};

function handshake(jump: Rule, { afflicted }: FaultView): readonly Rule[] {
  const pod = afflicted.find((local) => local.pod.ref === jump.origin?.pod)?.pod;
  const served = (pod?.ports ?? []).filter(({ protocol }) => protocol === "TCP");
  const data = served.map(
    ({ port }): Rule => ({
      ...jump,
      matches: [...jump.matches, ESTABLISHED, { type: "port", protocol: "TCP", port }],
      verdict: { type: "drop" },
    }),
  );
  const made: Rule = {
    ...jump,
    matches: [...jump.matches, { type: "protocol", protocol: "TCP" }],
    verdict: { type: "accept" },
  };
  return [...data, made];
}

const ESTABLISHED: Match = { type: "ct-state", states: ["established", "related"] };
