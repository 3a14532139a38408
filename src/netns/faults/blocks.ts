/** CIDRs and their exceptions. */
import type { Match } from "../rules/match.ts";
import type { Rule } from "../rules/rule.ts";
import { eachAllow, eachMatch, type PodRule } from "./edits.ts";
import type { Fault } from "./fault.ts";
import { eachPolicyRule } from "./policy-edits.ts";

type Block = Extract<Match, { type: "block" }>;

const isBlock = (match: Match): match is Block => match.type === "block";
const isExcept = (match: Match): match is Block => isBlock(match) && match.except;

export const exceptInverted: Fault = {
  name: "except-inverted",
  title: "of a block only its exceptions are let through",
  seen: "F-04: kubernetes/kubernetes#83191",
  found: { by: "conformance/k-35-egress-except-an-address" },
  apply: eachMatch((match) => (isExcept(match) ? { ...match, except: false } : match)),
};

export const exceptIgnored: Fault = {
  name: "except-ignored",
  title: "the exceptions of blocks are let through like the rest of them",
  seen: "F-04: Azure/azure-container-networking#558",
  found: { by: "conformance/k-35-egress-except-an-address" },
  apply: eachMatch((match) => (isExcept(match) ? undefined : match)),
};

export const exceptDenies: Fault = {
  name: "except-denies",
  title: "the exception of a block is dropped even where another rule or policy allows it",
  seen: "F-04: ovn-kubernetes/ovn-kubernetes#845",
  found: { by: "cni-bugs/f-04-except-is-not-deny[order=the block first]" },
  apply: eachAllow((rule, all) =>
    rule === all.find(({ chain }) => chain === rule.chain) ? [...denials(rule, all), rule] : [rule],
  ),
};

/** Drops for all exceptions of a chain, to stand before its first rule. */
function denials(first: PodRule, all: readonly Rule[]): readonly Rule[] {
  return all
    .filter(({ chain }) => chain === first.chain)
    .flatMap(({ matches }) => matches.filter(isExcept))
    .map((match) => ({ ...first, matches: [{ ...match, except: false }], verdict: { type: "drop" } }));
}

export const exceptsMerged: Fault = {
  name: "excepts-merged",
  title: "the exceptions of one block of a rule cut the rule's other blocks too",
  seen: "F-05: kube-router 2.1.0; ovn-kubernetes/ovn-kubernetes#845",
  found: { by: "semantics/s-27-each-block-its-excepts" },
  apply: eachAllow((rule, all) => {
    if (!rule.matches.some(isBlock)) return [rule];
    const others = all
      .filter((other) => isOfSameRule(rule, other))
      .flatMap(({ matches }) => matches.filter(isExcept));
    const [family] = rule.matches.filter(isBlock).map((block) => block.family);
    const foreign = others.filter((other) => other.family === family && !rule.matches.includes(other));
    return [{ ...rule, matches: [...foreign, ...rule.matches] }];
  }),
};

function isOfSameRule({ chain, origin }: PodRule, other: Rule): boolean {
  return (
    other.chain === chain &&
    other.origin?.policy?.name === origin.policy?.name &&
    other.origin?.policy?.index === origin.policy?.index
  );
}

export const blocksSkipPods: Fault = {
  name: "blocks-skip-pods",
  title: "blocks do not match the addresses of pods",
  seen: "F-06: cilium/cilium#9209 and #35212, AliyunContainerService/terway#904",
  found: { by: "cni-bugs/f-06-block-of-a-pod[direction=ingress,block=the block of one address]" },
  apply: eachAllow((rule) => (rule.matches.some(isBlock) ? [] : [rule])),
};

export const widestBlockLost: Fault = {
  name: "widest-block-lost",
  title: "0.0.0.0/0 and ::/0 match nothing",
  seen: "F-07: Azure/azure-container-networking PR#599, cilium/cilium#3945",
  found: { by: "cni-bugs/f-07-block-of-all-addresses[family=ipv4,direction=ingress]" },
  apply: eachAllow((rule) =>
    rule.matches.some((match) => isBlock(match) && !match.except && match.cidr.endsWith("/0")) ? [] : [rule],
  ),
};

export const blockOfNamespace: Fault = {
  name: "block-opens-namespace",
  title: "a block also lets in all pods of the policy's namespace",
  seen: "F-09: Cilium GHSA-fm8w-2m5w-9j7r",
  found: { by: "cni-bugs/f-09-block-of-nobody[direction=ingress]" },
  apply: eachPolicyRule(({ peers, ports }) => [
    { peers: peers.some(({ ipBlock }) => ipBlock) ? [...peers, { podSelector: {} }] : peers, ports },
  ]),
};

export const blockTooWide: Fault = {
  name: "block-too-wide",
  title: "the prefix of a block is taken for one bit shorter than it is",
  seen: "F-06, by one bit",
  found: { by: "semantics/s-32-blocks-of-each-family" },
  apply: eachMatch((match) =>
    isBlock(match) && !match.except ? { ...match, cidr: widened(match.cidr) } : match,
  ),
};

/** nft takes a network with host bits as the network. */
function widened(cidr: string): string {
  const [address, prefix] = cidr.split("/");
  return `${address}/${Math.max(0, Number(prefix) - 1)}`;
}
