import { ClusterError } from "../cluster/port.ts";
import { type Labels, type Pod, podRef, SENTINEL_PORTS, selects } from "../model/index.ts";
import type { NodeObject } from "./api-types.ts";

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
export function usableNodes(nodes: readonly NodeObject[], selector: Labels): readonly string[] {
  const usable = nodes.filter((node) => objection(node, selector) === undefined);
  if (usable.length > 0) return usable.map(({ metadata }) => metadata.name).sort();
  const reasons = nodes.map((node) => `${node.metadata.name} ${objection(node, selector)}`);
  throw new ClusterError(`no node takes pods: ${reasons.join("; ") || "the cluster has none"}`);
}

function objection({ metadata, spec, status }: NodeObject, selector: Labels): string | undefined {
  const ready = status?.conditions?.find(({ type }) => type === "Ready");
  const taint = spec?.taints?.find(({ effect }) => effect === "NoSchedule" || effect === "NoExecute");
  if (ready?.status !== "True") return `is not ready (${ready?.reason ?? "no condition"})`;
  if (spec?.unschedulable === true) return "is cordoned";
  if (taint !== undefined) return `is tainted ${taint.key}:${taint.effect}`;
  if (!selects({ matchLabels: selector }, metadata.labels ?? {}))
    return "lacks the labels of the node selector";
  return undefined;
}

/** Spreads pods over nodes, round-robin. */
export function placePods(pods: readonly Pod[], nodes: readonly string[]): readonly PlacedPod[] {
  return pods.map((pod, index) => ({ pod, node: nodeAt(nodes, index) }));
}

/** One sentinel for each node that hosts a pod, and at least two, since it takes a pair to see enforcement. */
export function placeSentinels(placed: readonly PlacedPod[], namespace: string): readonly PlacedPod[] {
  const nodes = [...new Set(placed.map(({ node }) => node))];
  return Array.from({ length: Math.max(2, nodes.length) }, (_, index) => ({
    pod: sentinel(namespace, index + 1),
    node: nodeAt(nodes, index),
  }));
}

function sentinel(namespace: string, number: number): Pod {
  const name = `sentinel-${number}`;
  return { ref: podRef(namespace, name), namespace, name, labels: {}, ports: SENTINEL_PORTS };
}

function nodeAt(nodes: readonly string[], index: number): string {
  const node = nodes[index % nodes.length];
  if (node === undefined) throw new ClusterError("the scenario has no pods to place");
  return node;
}
