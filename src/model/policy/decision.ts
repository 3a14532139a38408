import type { PodRef, Protocol } from "../world/pod.ts";
import type { PolicyType } from "./network-policy.ts";

/**
 * What the policies mean for one flow, by our evaluator. A flow to a Service is allowed if each of its endpoints may be
 * reached, and there is one; `depends` if some may and others not, so that it depends on which of them is chosen. The
 * directions are those of the first endpoint that decided. `unserved` says, as a clause, why nobody answers there whatever
 * the policies say: the Service has no endpoint, or nobody behind it listens. `undetermined` if there is a policy that
 * the evaluator cannot read: the rest is then what the others mean, and predicts nothing.
 */
export interface Decision {
  readonly allowed: boolean;
  readonly depends?: true;
  readonly unserved?: string;
  readonly undetermined?: Undetermined;
  /** The question to the cluster's DNS that a flow by name begins with, if policies deny it; `egress` and `ingress` come after it. */
  readonly lookup?: Lookup;
  readonly egress: DirectionDecision;
  readonly ingress: DirectionDecision;
}

/** A question to a DNS server, and what policies say of it. `assumed`: nobody said which servers there are. */
export interface Lookup {
  readonly server: PodRef;
  readonly port: number;
  readonly protocol: Protocol;
  readonly assumed: boolean;
  readonly egress: DirectionDecision;
  readonly ingress: DirectionDecision;
}

/** The object that keeps a decision from being known, by name, and why it does, as a clause. */
export interface Undetermined {
  readonly policy: string;
  readonly reason: string;
}

/**
 * One direction's share, decided by the last of `tiers`; if that passes too, everything is allowed. `selecting` names the
 * policies of the deciding tier that apply to the pod in this direction; none if no tier decides. `allowedBy` or `deniedBy`
 * is the rule that decided.
 */
export interface DirectionDecision {
  readonly direction: PolicyType;
  readonly allowed: boolean;
  readonly selecting: readonly string[];
  readonly allowedBy?: DecidingRule;
  readonly deniedBy?: DecidingRule;
  /** Those that were asked, in order. */
  readonly tiers: readonly TierOpinion[];
}

/**
 * The first rule that lets a flow through or denies it, counted from 0 in the policy's list for the direction. Without
 * `rule` it is the policy as a whole. `isolates`: it denies by selecting the pod, as NetworkPolicies do, while no rule of
 * any that select it allows the flow; the first of them is named.
 */
export interface DecidingRule {
  readonly policy: string;
  readonly rule?: number;
  readonly isolates?: true;
}

/** What one tier says of a flow in one direction. `pass`: it leaves the decision to the tiers below. */
export interface TierOpinion {
  readonly tier: string;
  readonly action: "allow" | "deny" | "pass";
  readonly selecting: readonly string[];
  readonly by?: DecidingRule;
}
