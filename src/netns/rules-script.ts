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
    .map(({ name, number }) => {
      const own = pods.filter(({ node }) => node.number === number);
      return `nsenter --net=/run/netns/${name} nft -f - <<'RULES'\n${nodeRules(own, state)}RULES`;
    })
    .join("\n");
}
