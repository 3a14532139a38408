import { type Plan, type Pod, type PodRef, podRef, SENTINEL_PORTS } from "../model/index.ts";

export const SENTINEL_NAMESPACE = "netverdict-sentinel";

/** Where everything of a local cluster is. */
export interface Layout {
  readonly nodes: readonly LocalNode[];
  readonly pods: readonly LocalPod[];
}

/** `number` counts from 1 and is part of its addresses: pods are in 10.244.<number>.0/24. */
export interface LocalNode {
  readonly name: string;
  readonly number: number;
  /** Its network namespace. */
  readonly netns: string;
}

export interface LocalPod {
  readonly pod: Pod;
  readonly node: LocalNode;
  readonly address: string;
  readonly netns: string;
  /** The node's end of its veth pair. */
  readonly device: string;
  readonly mac: string;
}

/** The pod part of an address is one octet, without network, router and broadcast. */
const MAX_PODS_PER_NODE = 250;

/** Spreads the plan's pods over the nodes in turn, and puts one sentinel on each node. */
export function layOut(plan: Plan, nodeCount: number): Layout {
  const nodes = Array.from({ length: nodeCount }, (_, index) => localNode(index + 1));
  const sentinels = nodes.map(({ name }) => sentinelPod(name));
  const pods = [...plan.pods, ...sentinels].map((pod, index) => {
    // Sentinels come after the pods, and the first of them must be on the first node.
    const turn = index < plan.pods.length ? index : index - plan.pods.length;
    return localPod(pod, index, nodes[turn % nodeCount] ?? localNode(1));
  });
  if (pods.length > MAX_PODS_PER_NODE)
    throw new RangeError(`the local cluster holds ${MAX_PODS_PER_NODE} pods`);
  return { nodes, pods };
}

export function isSentinel({ pod }: LocalPod): boolean {
  return pod.namespace === SENTINEL_NAMESPACE;
}

export function podsByRef({ pods }: Layout): ReadonlyMap<PodRef, LocalPod> {
  return new Map(pods.map((each) => [each.pod.ref, each]));
}

function localNode(number: number): LocalNode {
  return { name: `local-${number}`, number, netns: `node${number}` };
}

function localPod(pod: Pod, index: number, node: LocalNode): LocalPod {
  const host = index + 2;
  const hex = (octet: number): string => octet.toString(16).padStart(2, "0");
  return {
    pod,
    node,
    address: `10.244.${node.number}.${host}`,
    netns: `pod${index}`,
    device: `pod${index}`,
    mac: `02:00:0a:f4:${hex(node.number)}:${hex(host)}`,
  };
}

function sentinelPod(node: string): Pod {
  return {
    ref: podRef(SENTINEL_NAMESPACE, node),
    namespace: SENTINEL_NAMESPACE,
    name: node,
    labels: {},
    ports: SENTINEL_PORTS,
  };
}
