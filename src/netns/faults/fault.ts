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
  readonly found: FoundBy;
  /** What is in force right after a change. */
  readonly apply: (view: FaultView) => RuleSet;
  /** When other rules come into force, faultless ones in place of faulty ones or, with `first`, the other way round. */
  readonly turns?: Turns;
  /** Whether the sentinels suffer from it too, as from what a whole node does; they are spared otherwise. */
  readonly sentinels?: true;
  /** How much of it there is, where that can be chosen. */
  readonly amount?: Amount;
}

/** The shipped scenario that one would reach for, as `folder/id`, or why no scenario is to fail. */
export type FoundBy = { readonly by: string } | { readonly nobody: string };

export interface Turns {
  readonly afterMs: number;
  /** Whether both go on to alternate. */
  readonly again?: true;
  /** What is in force right after a change, if not what is faulty. */
  readonly first?: "right";
}

/** An amount of a fault: time in ms, or a share in percent. */
export interface Amount {
  readonly unit: "ms" | "%";
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** The same fault with another amount, which is then part of its name. */
  readonly of: (value: number) => Fault;
}
