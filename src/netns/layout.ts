import { ClusterError } from "../cluster/port.ts";
import { type Namespace, type Pod, podRef, SENTINEL_PORTS } from "../model/index.ts";
import { type AddressFamily, IPV4 } from "./address-family.ts";

/** A network namespace that stands for a node; it routes for its pods. `number` counts from 1. */
export interface LocalNode {
  readonly name: string;
  readonly number: number;
}

/**
 * A network namespace that stands for a pod. `netns` is also the name of the node's end of its link;
 * `address` is an IP without prefix length.
 */
export interface LocalPod {
  readonly pod: Pod;
  readonly node: LocalNode;
  readonly netns: string;
  readonly address: string;
  readonly mac: string;
}

/** Where everything of a run is; sentinels are among `pods`. */
export interface Layout {
  readonly family: AddressFamily;
  readonly nodes: readonly LocalNode[];
  readonly pods: readonly LocalPod[];
  readonly sentinels: readonly Pod[];
}

/**
 * Spreads the pods over `nodeCount` nodes in turn and adds one sentinel a node.
 *
 * @throws ClusterError if the addresses do not suffice.
 */
export function layOut(
  pods: readonly Pod[],
  sentinelNamespace: Namespace,
  nodeCount: number,
  family: AddressFamily = IPV4,
): Layout {
  const nodes = Array.from({ length: nodeCount }, (_, index) => localNode(index + 1));
  const sentinels = nodes.map(({ name }) => sentinel(sentinelNamespace.name, name));
  const podsPerNode = Math.ceil((pods.length + sentinels.length) / nodeCount);
  if (nodeCount < 2 || nodeCount > family.maxNodes)
    throw new ClusterError(`the local cluster has 2 to ${family.maxNodes} nodes, not ${nodeCount}`);
  if (podsPerNode > family.maxPodsPerNode)
    throw new ClusterError(
      `${pods.length} pods do not fit on ${nodeCount} nodes: each has ${family.maxPodsPerNode} addresses`,
    );
  // Sentinels come first, so that each falls on the node that it is named after.
  const placed = [...sentinels, ...pods].map((pod, index) => place(pod, index, nodes, family));
  return { family, nodes, pods: placed, sentinels };
}

function localNode(number: number): LocalNode {
  return { name: `node-${number}`, number };
}

function sentinel(namespace: string, node: string): Pod {
  const name = `sentinel-${node}`;
  return { ref: podRef(namespace, name), namespace, name, labels: {}, ports: SENTINEL_PORTS };
}

function place(pod: Pod, index: number, nodes: readonly LocalNode[], family: AddressFamily): LocalPod {
  const node = nodes[index % nodes.length] ?? localNode(1);
  const number = Math.floor(index / nodes.length) + 1;
  return {
    pod,
    node,
    netns: `pod-${index + 1}`,
    address: family.podAddress(node.number, number),
    mac: `02:00:00:00:${hex(node.number)}:${hex(number)}`,
  };
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
