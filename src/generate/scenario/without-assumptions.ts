import {
  type EgressRule,
  type IngressRule,
  type IpBlock,
  isNetworkPolicy,
  type NetworkPolicySpec,
  type PolicyObject,
  type PolicyPeer,
  type Scenario,
} from "../../model/index.ts";

/** What blocks may hold at the least and at the most: no pod, or every pod. */
export const BLOCK_BOUNDS = { least: "255.255.255.255/32", most: "0.0.0.0/0" } as const;

/** No pod has a link-local address, that of the metadata service of clouds, say. */
const LINK_LOCAL = /^(169\.254\.|fe80:)/;

/** Whether some policy has a block that may hold a pod or not, as the cluster gives its addresses. */
export function dependsOnAddresses({ steps }: Scenario): boolean {
  return steps
    .flatMap(({ changes }) => changes.flatMap((change) => (change.action === "apply" ? change.object : [])))
    .some((object) => JSON.stringify(withBlocks(object, "")) !== JSON.stringify(object));
}

/** The scenario with such blocks replaced by another. */
export function withBlocksOf(scenario: Scenario, cidr: string): Scenario {
  return {
    ...scenario,
    steps: scenario.steps.map((step) => ({
      ...step,
      changes: step.changes.map((change) =>
        change.action === "apply" ? { ...change, object: withBlocks(change.object, cidr) } : change,
      ),
    })),
  };
}

function withBlocks(object: PolicyObject, cidr: string): PolicyObject {
  if (!isNetworkPolicy(object)) return object;
  const { ingress, egress } = object.spec;
  const spec: NetworkPolicySpec = {
    ...object.spec,
    ...(ingress === undefined ? {} : { ingress: ingress.map((rule) => ingressWith(rule, cidr)) }),
    ...(egress === undefined ? {} : { egress: egress.map((rule) => egressWith(rule, cidr)) }),
  };
  return { ...object, spec };
}

function ingressWith(rule: IngressRule, cidr: string): IngressRule {
  return rule.from === undefined ? rule : { ...rule, from: rule.from.map((peer) => peerWith(peer, cidr)) };
}

function egressWith(rule: EgressRule, cidr: string): EgressRule {
  return rule.to === undefined ? rule : { ...rule, to: rule.to.map((peer) => peerWith(peer, cidr)) };
}

function peerWith(peer: PolicyPeer, cidr: string): PolicyPeer {
  if (peer.ipBlock === undefined || isSure(peer.ipBlock)) return peer;
  return { ...peer, ipBlock: { cidr } };
}

function isSure({ cidr, except = [] }: IpBlock): boolean {
  return cidr.endsWith("/0") && except.every((block) => LINK_LOCAL.test(block));
}
