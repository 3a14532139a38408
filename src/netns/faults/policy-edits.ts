/** Faults that read policies wrongly: edits of what rules are compiled from. */
import {
  isNetworkPolicy,
  type NetworkPolicy,
  type PolicyObject,
  type PolicyType,
} from "../../model/index.ts";
import { type AllowRule, affectedDirections, allowRules } from "../rules/kinds/isolation.ts";
import { seeing } from "./edits.ts";
import type { Fault, FaultView } from "./fault.ts";

/** Every policy is read as another. */
export function eachPolicy(edit: (policy: NetworkPolicy, view: FaultView) => NetworkPolicy): Fault["apply"] {
  return seeing((state, view) => ({
    ...state,
    policies: state.policies.map((policy) => (isNetworkPolicy(policy) ? edit(policy, view) : policy)),
  }));
}

/** A rule and where it stands; `index` counts those of its direction from 0. */
export interface RulePlace {
  readonly direction: PolicyType;
  readonly index: number;
  readonly namespace: string;
  /** All rules of the policy in that direction. */
  readonly siblings: readonly AllowRule[];
}

/** Every rule of every policy is read as none or another; the policy isolates in the same directions as before. */
export function eachPolicyRule(
  edit: (rule: AllowRule, place: RulePlace, view: FaultView) => readonly AllowRule[],
): Fault["apply"] {
  return eachPolicy((policy, view) => {
    const { namespace } = policy.metadata;
    const edited = (direction: PolicyType): readonly AllowRule[] =>
      allowRules(policy, direction).flatMap((rule, index, siblings) =>
        edit(rule, { direction, index, namespace, siblings }, view),
      );
    return {
      ...policy,
      spec: {
        ...policy.spec,
        policyTypes: affectedDirections(policy.spec),
        ingress: edited("Ingress").map(({ peers, ports }) => ({ from: peers, ports })),
        egress: edited("Egress").map(({ peers, ports }) => ({ to: peers, ports })),
      },
    };
  });
}

/** `namespace/name`. */
export function nameOf({ metadata }: PolicyObject): string {
  return `${metadata.namespace}/${metadata.name}`;
}
