import type { Pod, PolicyObject, PolicyType } from "../../../model/index.ts";
import type { AddressedState } from "../addressed-state.ts";
import type { Rule } from "../rule.ts";

/** A rule that is not yet put in its pod's chain. */
export type PodRule = Omit<Rule, "chain" | "origin"> & Pick<Required<Rule>, "origin">;

/** How one kind of policy is enforced; `kinds/index.ts` registers it. */
export interface PolicyKind {
  /** For sentences. */
  readonly kind: string;
  includes(object: PolicyObject): boolean;
  /** What policies of the kind make of one pod's packets in one direction; no rules where none selects the pod. */
  rulesFor(pod: Pod, direction: PolicyType, state: AddressedState): readonly PodRule[];
}
