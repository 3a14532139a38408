import type { PolicyType } from "./network-policy.ts";

/**
 * What the policies mean for one flow, by our evaluator. A flow to a Service is allowed if each of its endpoints may be
 * reached, and there is one; `depends` if some may and others not, so that it depends on which of them is chosen. The
 * directions are those of the first endpoint that decided. `unserved` says, as a clause, why nobody answers there whatever
 * the policies say: the Service has no endpoint, or nobody behind it listens.
 */
export interface Decision {
  readonly allowed: boolean;
  readonly depends?: true;
  readonly unserved?: string;
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
