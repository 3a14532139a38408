import type { ClusterFacts } from "../../model/index.ts";
import { oneLine } from "../../safe-text/index.ts";
import { counted } from "./tally.ts";

/** More node names than a line should hold. */
const MOST_NODES = 6;

/** `kubernetes cluster kind-calico, 3 nodes: a, b, c`. */
export function clusterSentence(cluster: ClusterFacts): string {
  const { nodes } = cluster;
  if (nodes.length === 0) return clusterName(cluster);
  const named = nodes.length > MOST_NODES ? "" : `: ${nodes.map(oneLine).join(", ")}`;
  return `${clusterName(cluster)}, ${counted(nodes.length, "node")}${named}`;
}

/** `kubernetes cluster kind-calico`, `the memory cluster`, `the local cluster with the planted fault rule-lost`. */
export function clusterName({ kind, name, fault }: Omit<ClusterFacts, "nodes">): string {
  const named = kind === name ? `the ${kind} cluster` : `${kind} cluster ${oneLine(name)}`;
  return fault === undefined ? named : `${named} with the planted fault ${oneLine(fault)}`;
}
