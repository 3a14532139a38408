import { ClusterError } from "../../cluster/port.ts";
import { familyOf, type Namespace, type Pod, type PodRef, sentinelPod } from "../../model/index.ts";
import { type AddressFamily, MAX_NODES, MAX_PODS_PER_NODE } from "./address-family.ts";

/** A network namespace that stands for a node; it routes for its pods. `number` counts from 1. */
export interface LocalNode {
  readonly name: string;
  readonly number: number;
  readonly addresses: readonly string[];
}

/**
 * A network namespace that stands for a pod. `netns` is also the name of the node's end of its link; no two pods of a
 * run ever have the same. `addresses` are IPs without prefix length, one a family, and belong to `number` on its node.
 */
export interface LocalPod {
  readonly pod: Pod;
  readonly node: LocalNode;
  readonly number: number;
  readonly netns: string;
  readonly addresses: readonly string[];
  readonly mac: string;
}

/** Where everything is; sentinels are among `pods`. `made` counts the pods that were ever placed. */
export interface Layout {
  readonly families: readonly AddressFamily[];
  readonly nodes: readonly LocalNode[];
  readonly pods: readonly LocalPod[];
  readonly sentinels: readonly Pod[];
  readonly made: number;
}

/**
 * Nodes with a sentinel each, and the pods spread over them. There are more nodes than asked for if the pods name
 * more.
 *
 * @throws ClusterError if the nodes or addresses do not suffice.
 */
export function layOut(
  pods: readonly Pod[],
  sentinelNamespace: Namespace,
  minNodes: number,
  families: readonly AddressFamily[],
): Layout {
  const names = new Set(pods.map(({ node }) => node).filter((name) => name !== undefined));
  const nodeCount = Math.max(minNodes, names.size);
  if (nodeCount < 2 || nodeCount > MAX_NODES)
    throw new ClusterError(`the local cluster has 2 to ${MAX_NODES} nodes, not ${nodeCount}`);
  const nodes = Array.from({ length: nodeCount }, (_, index) => localNode(index + 1, families));
  const sentinels = nodes.map(({ name }) => sentinelPod(sentinelNamespace.name, `sentinel-${name}`));
  // Sentinels come first, so that each falls on the node that it is named after.
  return [...sentinels, ...pods].reduce(withPod, { families, nodes, pods: [], sentinels, made: 0 });
}

/**
 * With one pod more. Pods that name the same node share one, a new name takes the first node without one, and a pod
 * that names none goes where the fewest are.
 *
 * @throws ClusterError if no node or no address is left for it.
 */
export function withPod(layout: Layout, pod: Pod): Layout {
  const node = pod.node === undefined ? emptiestNode(layout) : nodeNamed(pod.node, layout);
  if (node === undefined) throw new ClusterError(`no node is left for pod ${pod.ref} on node '${pod.node}'`);
  return onNode(layout, pod, node);
}

/** With a new pod in the place of one. Both exist for a moment, so that the new one has other addresses. */
export function withPodRestarted(layout: Layout, ref: PodRef): Layout {
  const old = layout.pods.find(({ pod }) => pod.ref === ref);
  if (old === undefined) throw new ClusterError(`there is no pod ${ref}`);
  const both = onNode(layout, old.pod, old.node);
  return { ...both, pods: both.pods.filter(({ netns }) => netns !== old.netns) };
}

/** A pod gets the lowest number that is free on its node, so that addresses of pods that are gone are used again. */
function onNode(layout: Layout, pod: Pod, node: LocalNode): Layout {
  const taken = new Set(podsOn(node, layout).map(({ number }) => number));
  const number = Array.from(taken.add(0), (each) => each + 1).find((next) => !taken.has(next)) ?? 1;
  if (number > MAX_PODS_PER_NODE)
    throw new ClusterError(`${node.name} has no address left for pod ${pod.ref}`);
  const made = layout.made + 1;
  const local: LocalPod = {
    pod,
    node,
    number,
    netns: `pod-${made}`,
    addresses: layout.families.map((family) => family.podAddress(node.number, number)),
    mac: macOf(node.number, number),
  };
  return { ...layout, pods: [...layout.pods, local], made };
}

/** A number that no pod of a scenario gets. */
const APART = MAX_PODS_PER_NODE + 1;

/** A pod of the cluster's own, on the first node; the places and numbers of others do not depend on it. */
export function placedApart({ nodes, families }: Layout, pod: Pod, candidates: readonly string[]): LocalPod {
  const [node] = nodes;
  if (node === undefined) throw new Error("a layout without nodes");
  const addresses = families.flatMap(
    ({ name }) => candidates.find((address) => familyOf(address) === name) ?? [],
  );
  return { pod, node, number: APART, netns: "pod-0", addresses, mac: macOf(node.number, APART) };
}

function localNode(number: number, families: readonly AddressFamily[]): LocalNode {
  return { name: `node-${number}`, number, addresses: families.map((family) => family.nodeAddress(number)) };
}

/** A name is the scenario's own; nodes are called otherwise. */
function nodeNamed(name: string, { nodes, pods }: Layout): LocalNode | undefined {
  const nameOf = ({ number }: LocalNode): string | undefined =>
    pods.find(({ pod, node }) => node.number === number && pod.node !== undefined)?.pod.node;
  return nodes.find((node) => nameOf(node) === name) ?? nodes.find((node) => nameOf(node) === undefined);
}

function emptiestNode(layout: Layout): LocalNode | undefined {
  const counted = layout.nodes.map((node) => ({ node, count: podsOn(node, layout).length }));
  return counted.reduce((least, each) => (each.count < least.count ? each : least)).node;
}

function podsOn({ number }: LocalNode, { pods }: Layout): readonly LocalPod[] {
  return pods.filter(({ node }) => node.number === number);
}

function macOf(node: number, pod: number): string {
  return `02:00:00:00:${hex(node)}:${hex(pod)}`;
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, "0");
}
