import type { LocalNode, LocalPod } from "../topology/layout.ts";
import { inParts, removalText, tableText } from "./chain.ts";
import type { AddressedState } from "./peer-match.ts";
import { nodeRules } from "./rules.ts";

/** What the kernel takes at one time from a user namespace is limited to some 400 kB, some twenty times our text. */
const PART_LENGTH = 20_000;

/**
 * The script that makes every node enforce the policies of `state`; on each node they change all at once, when the hooks
 * of a new table are put in the place of those of the old.
 *
 * @param generation - counts these scripts, from 1.
 */
export function rulesScript(
  nodes: readonly LocalNode[],
  pods: readonly LocalPod[],
  state: AddressedState,
  generation: number,
): string {
  const [table, old] = [`netverdict-${generation}`, `netverdict-${generation - 1}`];
  return nodes
    .flatMap((node) => {
      const own = pods.filter((pod) => pod.node.number === node.number);
      const { chains, hooks } = nodeRules(node, own, state);
      const [first = [], ...others] = inParts(chains, PART_LENGTH);
      return [
        transaction(node, removalText(table), tableText(table, first)),
        ...others.map((part) => transaction(node, tableText(table, part))),
        transaction(node, tableText(table, hooks), removalText(old)),
      ];
    })
    .join("\n");
}

function transaction({ name }: LocalNode, ...texts: readonly string[]): string {
  return [`nsenter --net=/run/netns/${name} nft -f - <<'RULES'`, ...texts, "RULES"].join("\n");
}
