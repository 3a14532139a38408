/** Ways of packets that miss policies, or change what policies see. */

import { enforceFaithfully } from "../rules/enforce.ts";
import { byFamily, familyOf } from "../rules/families.ts";
import type { Match } from "../rules/match.ts";
import { FORWARD } from "../rules/pod-chains.ts";
import type { Rule } from "../rules/rule.ts";
import { POSTROUTING } from "../rules/service-rules.ts";
import type { LocalPod } from "../topology/layout.ts";
import { beforePolicies, eachMatch, eachRule } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";

export const servicePathOpen: Fault = {
  name: "service-path-open",
  title: "what came by a Service's address misses the policies",
  seen: "F-19: kubernetes/kubernetes#68055, projectcalico/calico#2632, weaveworks/weave#3452 and #3285",
  found: { by: "cni-bugs/f-19-service-path-bypasses-policy[placement=the first node]" },
  apply: beforePolicies(() => [[{ type: "translated" }]]),
};

export const addressBeforeTranslation: Fault = {
  name: "address-before-translation",
  title: "egress is judged by the address of the Service, not by that of the pod behind it",
  seen: "F-20: cloudnativelabs/kube-router#905, kubeovn/kube-ovn#792",
  found: { by: "cni-bugs/f-20-egress-to-a-service-by-pods[placement=another node]" },
  apply: eachMatch((match) =>
    match.type === "addresses" && match.field === "daddr" ? { ...match, original: true } : match,
  ),
};

export const portBeforeTranslation: Fault = {
  name: "port-before-translation",
  title: "ports of rules are taken for those of Services, not for those of pods",
  seen: "F-21: projectcalico/calico#8049, aws/amazon-vpc-cni-k8s#2717, cilium/cilium#1299",
  found: {
    by: "cni-bugs/f-21-port-of-a-service[direction=ingress,port=the target port,placement=the sender's node]",
  },
  apply: eachMatch((match) => (match.type === "port" ? { ...match, original: true } : match)),
};

export const sameNodeOpen: Fault = {
  name: "same-node-open",
  title: "policies are not asked about packets between pods of one node",
  seen: "F-18 and F-19, on one node",
  found: { by: "cni-bugs/f-18-egress-accept-skips-ingress[placement=the first node]" },
  apply: beforePolicies(({ pods }) => between(pods, pods)),
};

export const otherNodesOpen: Fault = {
  name: "other-nodes-open",
  title: "policies are not asked about packets that come from other nodes",
  seen: "F-18 and F-19, between nodes",
  found: { by: "cni-bugs/f-18-egress-accept-skips-ingress[placement=the first node]" },
  apply: beforePolicies(({ node, pods, everywhere }) =>
    between(
      everywhere.filter((local) => local.node.number !== node.number),
      pods,
    ),
  ),
};

/** Matches packets from some pods to others, in each family. */
function between(sources: readonly LocalPod[], targets: readonly LocalPod[]): readonly (readonly Match[])[] {
  const to = addressesOf(targets);
  return byFamily(addressesOf(sources), (address) => address).flatMap(({ family, members }) => {
    const same = byFamily(to, (address) => address).find((each) => each.family === family);
    if (same === undefined) return [];
    return [
      [
        { type: "addresses", field: "saddr", family, addresses: members },
        { type: "addresses", field: "daddr", family, addresses: same.members },
      ],
    ];
  });
}

function addressesOf(pods: readonly LocalPod[]): readonly string[] {
  return pods.flatMap(({ addresses }) => addresses);
}

export const nodeIdle: Fault = {
  name: "node-idle",
  title: "a node enforces nothing",
  seen: "F-37: the agent of a node is not there",
  found: { by: "conformance/k-01-default-deny-ingress" },
  apply: eachRule(() => []),
  sentinels: true,
};

/** A node's link to the other nodes. */
const FABRIC = "eth0";

export const masquerade: Fault = {
  name: "masquerade",
  title: "what a pod sends to other nodes bears the address of its node",
  seen: "F-26: flannel-io/flannel#964",
  found: { by: "conformance/k-03-ingress-from-pods-of-own-namespace" },
  apply: (view) => {
    const { chains, rules } = enforceFaithfully(view);
    const known = chains.some(({ name }) => name === POSTROUTING.name);
    return {
      chains: known ? chains : [...chains, POSTROUTING],
      rules: [...rules, ...asNode(view)],
    };
  },
};

/** A rule for each family that gives what leaves the node its address. */
function asNode({ node, afflicted }: FaultView): readonly Rule[] {
  return byFamily(addressesOf(afflicted), (address) => address).flatMap(({ family, members }) =>
    node.addresses
      .filter((to) => familyOf(to) === family)
      .map((to) => ({
        chain: POSTROUTING.name,
        matches: [
          { type: "interface", field: "oifname", name: FABRIC },
          { type: "addresses", field: "saddr", family, addresses: members },
        ],
        verdict: { type: "snat", to },
      })),
  );
}

export const hairpinCut: Fault = {
  name: "hairpin-cut",
  title: "a pod does not reach itself through its Service",
  seen: "F-22: antrea-io/antrea#5681, cilium/cilium#22107",
  found: { by: "cni-bugs/f-22-hairpin-without-policies" },
  apply: (view) => {
    const { chains, rules } = enforceFaithfully(view);
    return { chains, rules: [...toThemselves(view), ...rules] };
  },
};

function toThemselves({ afflicted }: FaultView): readonly Rule[] {
  return byFamily(addressesOf(afflicted), (address) => address).map(({ family, members }) => ({
    chain: FORWARD,
    matches: [{ type: "to-itself", family, addresses: members }],
    verdict: { type: "drop" },
  }));
}
