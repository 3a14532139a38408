import type { Flow } from "../flow/flow.ts";
import type { SelectorRequirement } from "../world/label-selector.ts";
import type { IpFamily, Labels, PodRef, Protocol } from "../world/pod.ts";
import type { Decision, DirectionDecision } from "./decision.ts";
import type { Remedy } from "./remedy.ts";

/** Why a flow is allowed or denied, as data. `connections`: one to a pod, one to each endpoint of a Service. */
export interface Explanation {
  readonly flow: Flow;
  readonly decision: Decision;
  readonly connections: readonly ConnectionExplanation[];
  /** The questions to DNS servers that a flow by name begins with, up to the first that is allowed. */
  readonly lookups: readonly LookupExplanation[];
}

/** `assumed`: nobody said which DNS servers there are. `labels` are the server's. */
export interface LookupExplanation extends ConnectionExplanation {
  readonly assumed: boolean;
  readonly labels: Labels;
}

/** `target` and `port` are what is behind a Service, if the flow is to one. */
export interface ConnectionExplanation {
  readonly target: PodRef;
  readonly port: number;
  readonly protocol: Protocol;
  readonly allowed: boolean;
  readonly egress: DirectionExplanation;
  readonly ingress: DirectionExplanation;
}

/**
 * `pod` is the end whose policies count in this direction, `peer` the other. `policies` are those of the deciding tier
 * that consist of rules with peers and ports; what other kinds have to say stands in `words`, a clause each.
 */
export interface DirectionExplanation extends DirectionDecision {
  readonly pod: PodRef;
  readonly peer: PodRef;
  /** The peer's address that blocks were matched against, if there are blocks and it has one in the family dialed. */
  readonly peerAddress?: string;
  readonly policies: readonly PolicyExplanation[];
  readonly words: readonly string[];
  /** Only of a denial, and only if there is one. */
  readonly remedy?: Remedy;
}

export interface PolicyExplanation {
  readonly policy: string;
  readonly rules: readonly RuleExplanation[];
}

/**
 * One entry for each peer and each port of a rule, with all that keeps it from matching; an empty entry matches. A rule
 * without peers means everybody, one without ports every port; of either list one match is enough.
 */
export interface RuleExplanation {
  readonly matches: boolean;
  readonly peers: readonly (readonly PeerMismatch[])[];
  readonly ports: readonly (readonly PortMismatch[])[];
}

/**
 * One requirement of a peer that the other end does not meet.
 *
 * - `label`: what bears that name lacks a label, or has one that it must not; `has` is the label's present value.
 * - `other-namespace`: a podSelector alone selects in the policy's own namespace, and the pod is in another.
 * - `outside`: the address is not in the block. `excepted`: it is in one of the block's excepts.
 * - `no-address`: the pod has no address in the family that is dialed, so that no block can hold it.
 * - `empty`: the peer has no field, and means nobody.
 * - `contradiction`: no label can meet all that the selector requires of one key, so that the peer means nobody.
 */
export type PeerMismatch =
  | {
      readonly kind: "label";
      readonly of: "namespace" | "pod";
      readonly name: string;
      readonly requirement: SelectorRequirement;
      readonly has?: string;
    }
  | { readonly kind: "other-namespace"; readonly pod: PodRef; readonly namespace: string }
  | { readonly kind: "outside"; readonly address: string; readonly cidr: string }
  | { readonly kind: "excepted"; readonly address: string; readonly except: string }
  | { readonly kind: "no-address"; readonly pod: PodRef; readonly family: IpFamily }
  | { readonly kind: "empty" }
  | { readonly kind: "contradiction"; readonly of: "namespace" | "pod"; readonly key: string };

/**
 * One requirement of a rule's port that the connection does not meet. `first` and `last` are equal unless it is a range;
 * `has` are the ports to which the target gives the name for that protocol, none of them the one that is dialed.
 */
export type PortMismatch =
  | { readonly kind: "protocol"; readonly wanted: Protocol; readonly dialed: Protocol }
  | {
      readonly kind: "number";
      readonly first: number;
      readonly last: number;
      readonly dialed: number;
      readonly protocol: Protocol;
    }
  | {
      readonly kind: "name";
      readonly name: string;
      readonly has: readonly number[];
      readonly dialed: number;
      readonly protocol: Protocol;
      readonly target: PodRef;
    };
