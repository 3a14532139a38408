import type { LocalNode, LocalPod } from "../topology/layout.ts";
import type { AddressedState } from "./addressed-state.ts";
import { nodeRules } from "./node-rules.ts";
import type { RuleSet } from "./rule.ts";

/** What a node knows when it compiles its rules. */
export interface NodeView {
  readonly node: LocalNode;
  /** Those of the node. */
  readonly pods: readonly LocalPod[];
  /** Those of all nodes. */
  readonly everywhere: readonly LocalPod[];
  readonly state: AddressedState;
}

/** From what a node knows to what it enforces: the seam in which faults are planted. */
export type Enforce = (view: NodeView) => RuleSet;

/** What the policies mean, and nothing else. */
export const enforceFaithfully: Enforce = ({ node, pods, state }) => nodeRules(node, pods, state);
