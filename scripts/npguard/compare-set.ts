import { readFileSync } from "node:fs";
import { compareState, type StateComparison } from "./compare-state.ts";
import { parsePairs } from "./expected-pairs.ts";
import type { PolicySet } from "./policy-sets.ts";
import { readState } from "./read-state.ts";
import { withoutBlocks } from "./without-blocks.ts";

/** `explained`: why the two are right to differ. */
export interface SetComparison extends StateComparison {
  readonly name: string;
  readonly explained?: string;
}

/** Ways in which np-guard reads policies otherwise, each with the state of which netverdict must then say the same. */
const EXPLANATIONS = [
  {
    reason:
      "np-guard takes blocks of addresses for what is outside the cluster; to netverdict pods are in them too",
    read: withoutBlocks,
  },
] as const;

/** @throws Error if a file of the set cannot be read. */
export function compareSet({ name, folder, expected }: PolicySet): SetComparison {
  const state = readState(folder);
  const pairs = parsePairs(readFileSync(expected, "utf8"));
  const comparison = compareState(state, pairs);
  if (comparison.differences.length === 0) return { name, ...comparison };
  const explained = EXPLANATIONS.find(
    ({ read }) => compareState(read(state), pairs).differences.length === 0,
  );
  return { name, ...comparison, ...(explained === undefined ? {} : { explained: explained.reason }) };
}
