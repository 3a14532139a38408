import type { Rule } from "./rule.ts";

/**
 * Edits the rules of a node before they come into force: the seam through which tests plant the faults that a CNI may
 * have. Rules may be dropped, changed, moved and added, in the chains that there are.
 */
export type Misenforce = (rules: readonly Rule[]) => readonly Rule[];

/** What the policies mean, and nothing else. */
export const enforceFaithfully: Misenforce = (rules) => rules;
