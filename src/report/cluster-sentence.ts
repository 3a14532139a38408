import type { ClusterFacts } from "../model/index.ts";
import { plain } from "./plain-text.ts";
import { counted } from "./tally.ts";

/** More node names than a line should hold. */
const MOST_NODES = 6;

/** `kubernetes cluster kind-calico, 3 nodes: a, b, c`. */
export function clusterSentence({ kind, name, nodes }: ClusterFacts): string {
  const cluster = kind === name ? `the ${kind} cluster` : `${kind} cluster ${plain(name)}`;
  const named = nodes.length === 0 || nodes.length > MOST_NODES ? "" : `: ${nodes.map(plain).join(", ")}`;
  return `${cluster}, ${counted(nodes.length, "node")}${named}`;
}
