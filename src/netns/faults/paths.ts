/** Ways of packets that miss policies, or change what policies see. */

import { byFamily } from "../rules/families.ts";
import type { Match } from "../rules/match.ts";
import type { LocalPod } from "../topology/layout.ts";
import { beforePolicies, eachMatch, eachRule } from "./edits.ts";
import type { Fault } from "./fault.ts";

export const servicePathOpen: Fault = {
  name: "service-path-open",
  title: "what came by a Service's address misses the policies",
  seen: "F-19: kubernetes/kubernetes#68055, projectcalico/calico#2632, weaveworks/weave#3452 and #3285",
  apply: beforePolicies(() => [[{ type: "translated" }]]),
};

export const addressBeforeTranslation: Fault = {
  name: "address-before-translation",
  title: "egress is judged by the address of the Service, not by that of the pod behind it",
  seen: "F-20: cloudnativelabs/kube-router#905, kubeovn/kube-ovn#792",
  apply: eachMatch((match) =>
    match.type === "addresses" && match.field === "daddr" ? { ...match, original: true } : match,
  ),
};

export const portBeforeTranslation: Fault = {
  name: "port-before-translation",
  title: "ports of rules are taken for those of Services, not for those of pods",
  seen: "F-21: projectcalico/calico#8049, aws/amazon-vpc-cni-k8s#2717, cilium/cilium#1299",
  apply: eachMatch((match) => (match.type === "port" ? { ...match, original: true } : match)),
};

export const sameNodeOpen: Fault = {
  name: "same-node-open",
  title: "policies are not asked about packets between pods of one node",
  seen: "F-18 and F-19, on one node",
  apply: beforePolicies(({ pods }) => between(pods, pods)),
};

export const otherNodesOpen: Fault = {
  name: "other-nodes-open",
  title: "policies are not asked about packets that come from other nodes",
  seen: "F-18 and F-19, between nodes",
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
  apply: eachRule(() => []),
  sentinels: true,
};
