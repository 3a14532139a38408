import { familyOf, type IpFamily } from "../../model/index.ts";
import type { NodeObject } from "../api/api-types.ts";

/** A node's InternalIPs, the first of each family. */
export function nodeAddresses({ status }: NodeObject): readonly string[] {
  const internal = (status?.addresses ?? []).filter(({ type }) => type === "InternalIP");
  return internal
    .map(({ address }) => address)
    .filter((address, index, all) => all.findIndex((one) => familyOf(one) === familyOf(address)) === index);
}

/**
 * The families in which pods have addresses on every one of these nodes, the preferred first: those of the ranges that
 * Kubernetes gave to the node for its pods (`spec.podCIDRs`); where the CNI keeps ranges of its own, those of the node.
 */
export function podFamilies(nodes: readonly NodeObject[]): readonly IpFamily[] {
  const [first = [], ...others] = nodes.map(familiesOn);
  return first.filter((family) => others.every((families) => families.includes(family)));
}

function familiesOn(node: NodeObject): readonly IpFamily[] {
  const ranges = node.spec?.podCIDRs ?? [];
  return [...new Set((ranges.length > 0 ? ranges : nodeAddresses(node)).map(familyOf))];
}
