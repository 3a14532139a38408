import type { Family, Match } from "../match.ts";

/** Conditions that together stand for one peer or port of a rule; those on addresses hold in their family only. */
export interface Alternative {
  readonly matches: readonly Match[];
  readonly family?: Family;
}

/** What matches every packet. */
export const ANY: Alternative = { matches: [] };
