import { ClusterError, type Placement } from "../../cluster/port.ts";
import { type Labels, type Pod, selects, sentinelPod } from "../../model/index.ts";
import type { NodeObject, PodStatusObject } from "../api/api-types.ts";

/** A pod and the node it is to run on. */
export interface PlacedPod {
  readonly pod: Pod;
  readonly node: string;
}

/**
 * Names of the nodes that take ordinary pods, in order.
 *
 * @throws ClusterError that says of each node why it does not, when there is none.
 */
export function usableNodes(nodes: readonly NodeObject[], selector: Labels): readonly NodeObject[] {
  const usable = nodes.filter((node) => objectionTo(node, selector) === undefined);
  if (usable.length > 0) return usable.sort((one, other) => (name(one) < name(other) ? -1 : 1));
  const reasons = nodes.map((node) => `${node.metadata.name} ${objectionTo(node, selector)}`);
  throw new ClusterError(`no node takes pods: ${reasons.join("; ") || "the cluster has none"}`);
}

/** Why a node takes no pods of ours, as a clause. */
export function objectionTo({ metadata, spec, status }: NodeObject, selector: Labels): string | undefined {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const taint = spec?.taints?.find(({ effect }) => effect === "NoSchedule" || effect === "NoExecute");
  if (ready?.status !== "True") return `is not ready (${ready?.reason ?? "no condition"})`;
  if (spec?.unschedulable === true) return "is cordoned";
  if (taint !== undefined) return `is tainted ${taint.key}:${taint.effect}`;
  if (!selects({ matchLabels: selector }, metadata.labels ?? {}))
    return "lacks the labels of the node selector";
  return undefined;
}

function name({ metadata }: NodeObject): string {
  return metadata.name;
}

/**
 * Spreads pods over nodes, round-robin, but for those that name a node by a word: these share a node with those of the
 * same word and with no other word.
 *
 * @throws ClusterError when there are more words than nodes.
 */
export function placePods(pods: readonly Pod[], nodes: readonly string[]): readonly PlacedPod[] {
  const words = [...new Set(pods.flatMap(({ node }) => node ?? []))];
  if (words.length > nodes.length) throw new ClusterError(tooFewNodes(words, nodes.length));
  const nodeOf = ({ node }: Pod, index: number) =>
    nodeAt(nodes, node === undefined ? index : words.indexOf(node));
  return pods.map((pod, index) => ({ pod, node: nodeOf(pod, index) }));
}

/**
 * The node for a pod that is created later: the one that its word means, else the one with the fewest pods. `nodes` are
 * those that sentinels watch.
 *
 * @throws ClusterError when its word is new and every node is another's.
 */
export function placeLater(pod: Pod, placed: readonly PlacedPod[], nodes: readonly string[]): string {
  const sharing = placed.find((other) => pod.node !== undefined && other.pod.node === pod.node);
  if (sharing !== undefined) return sharing.node;
  const named = placed.filter((other) => other.pod.node !== undefined);
  const free = nodes.filter((node) => pod.node === undefined || named.every((other) => other.node !== node));
  const load = (node: string) => placed.filter((other) => other.node === node).length;
  const [best] = free.toSorted((one, other) => load(one) - load(other));
  if (best !== undefined) return best;
  throw new ClusterError(
    tooFewNodes([...new Set([...named, { pod }].flatMap((one) => one.pod.node ?? []))], nodes.length),
  );
}

function tooFewNodes(words: readonly string[], count: number): string {
  const nodes = count === 1 ? "one node takes" : `${count} nodes take`;
  return `pods are to be on ${words.length} different nodes (${words.join(", ")}), and ${nodes} pods of this run`;
}

/**
 * One sentinel for each node that hosts a pod, and at least two, since it takes a pair to see enforcement; the second is on
 * another node where there is one, so that a pod can come there later.
 *
 * @param needed - how many nodes pods need that come later.
 */
export function placeSentinels(
  placed: readonly PlacedPod[],
  nodes: readonly string[],
  namespace: string,
  needed = 2,
): readonly PlacedPod[] {
  const hosts = [...new Set(placed.map(({ node }) => node))];
  const spare = nodes
    .filter((node) => !hosts.includes(node))
    .slice(0, Math.max(0, Math.max(2, needed) - hosts.length));
  const watched = [...hosts, ...spare];
  return Array.from({ length: Math.max(2, watched.length) }, (_, index) => ({
    pod: sentinelPod(namespace, `sentinel-${index + 1}`),
    node: nodeAt(watched, index),
  }));
}

/** Where the cluster has put a pod. */
export function placementOf(
  pod: PodStatusObject | undefined,
  nodeAddresses: ReadonlyMap<string, readonly string[]>,
): Placement {
  const node = pod?.spec?.nodeName ?? "";
  const addresses = (pod?.status?.podIPs ?? []).map(({ ip }) => ip);
  return { node, addresses, nodeAddresses: nodeAddresses.get(node) ?? [] };
}

function nodeAt(nodes: readonly string[], index: number): string {
  const node = nodes[index % nodes.length];
  if (node === undefined) throw new ClusterError("the scenario has no pods to place");
  return node;
}
