import type { LocalNode, LocalPod } from "./layout.ts";
import type { AddressedState } from "./peer-match.ts";
import { nodeRules } from "./rules.ts";

/** The script that makes every node enforce the policies of `state`; on each node they change all at once. */
export function rulesScript(
  nodes: readonly LocalNode[],
  pods: readonly LocalPod[],
  state: AddressedState,
): string {
  return nodes
    .map((node) => {
      const own = pods.filter((pod) => pod.node.number === node.number);
      return `nsenter --net=/run/netns/${node.name} nft -f - <<'RULES'\n${nodeRules(node, own, state)}RULES`;
    })
    .join("\n");
}
