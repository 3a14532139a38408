import type { NodeView } from "../rules/enforce.ts";
import type { RuleSet } from "../rules/rule.ts";
import type { LocalNode, LocalPod } from "../topology/layout.ts";

/** What a faulty node knows. */
export interface FaultView extends NodeView {
  /** Those of the node that the fault concerns. */
  readonly afflicted: readonly LocalPod[];
  /** What was before, the world as it was made first; empty when that is made. */
  readonly past: readonly Past[];
}

/** All nodes with their pods, and the state, at one moment. */
export interface Past extends Pick<NodeView, "everywhere" | "state"> {
  readonly nodes: readonly LocalNode[];
}

/** A bug that network plugins have had, as an edit of the rules that the local cluster enforces. */
export interface Fault {
  readonly name: string;
  /** What the cluster does wrong, as a clause with a verb. */
  readonly title: string;
  /** Where the bug was seen: a class of bugs of scenarios/cni-bugs, reports, or both. */
  readonly seen: string;
  /** What is in force right after a change. */
  readonly apply: (view: FaultView) => RuleSet;
  /** When faultless rules come into force after all; with `again`, both alternate. */
  readonly mends?: { readonly afterMs: number; readonly again: boolean };
  /** Whether the sentinels suffer from it too, as from what a whole node does; they are spared otherwise. */
  readonly sentinels?: true;
}
