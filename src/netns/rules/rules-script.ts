import type { Layout, LocalNode } from "../topology/layout.ts";
import type { AddressedState } from "./addressed-state.ts";
import { type Enforce, enforceFaithfully } from "./enforce.ts";
import { renderRuleSet } from "./render.ts";
import { inParts, removalText, tableText } from "./table.ts";

/** What the kernel takes at one time from a user namespace is limited to some 400 kB, some twenty times our text. */
const PART_LENGTH = 20_000;

/**
 * The script that makes every node enforce the policies of `state`; on each node they change all at once, when the hooks
 * of a new table are put in the place of those of the old.
 *
 * @param generation - counts these scripts, from 1.
 */
export function rulesScript(
  { nodes, pods }: Pick<Layout, "nodes" | "pods">,
  state: AddressedState,
  generation: number,
  enforce: Enforce = enforceFaithfully,
): string {
  const [table, old] = [`netverdict-${generation}`, `netverdict-${generation - 1}`];
  return nodes
    .flatMap((node) => {
      const own = pods.filter((pod) => pod.node.number === node.number);
      const { chains, hooks } = renderRuleSet(enforce({ node, pods: own, everywhere: pods, state }));
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
