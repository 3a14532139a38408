import type { PolicyType } from "./network-policy.ts";

/** What the policies mean for one flow, by our evaluator. */
export interface Decision {
  readonly allowed: boolean;
  readonly egress: DirectionDecision;
  readonly ingress: DirectionDecision;
}

/**
 * One direction's share. `selecting` names the policies that isolate the pod in this direction, `namespace/name`;
 * none means that everything is allowed. `allowedBy` is the first rule that lets the flow through.
 */
export interface DirectionDecision {
  readonly direction: PolicyType;
  readonly allowed: boolean;
  readonly selecting: readonly string[];
  readonly allowedBy?: { readonly policy: string; readonly rule: number };
}
