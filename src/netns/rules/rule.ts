import type { PodRef, PolicyType } from "../../model/index.ts";
import type { AddressAndPort, Match } from "./match.ts";

/** One rule of a chain: where all of `matches` hold for a packet, `verdict` decides. */
export interface Rule {
  /** The chain that it stands in, in the order of the list. */
  readonly chain: string;
  readonly matches: readonly Match[];
  readonly verdict: Verdict;
  /** Whether the kernel counts the packets that it decides. */
  readonly counter?: boolean;
  /** For whoever reads the rules. */
  readonly comment?: string;
  /** Absent where the rule is the network's own, with no policy behind it. */
  readonly origin?: Origin;
}

/** Whom a rule isolates, in which direction, and why. */
interface Origin {
  readonly pod: PodRef;
  readonly direction: PolicyType;
  /** Absent for what stands for all policies of the pod: the jump to its chain, and the drop at the end. */
  readonly policy?: PolicyRuleRef;
}

/** A rule of a policy. `index` counts those of its direction from 0. */
interface PolicyRuleRef {
  readonly kind: string;
  /** `namespace/name`. */
  readonly name: string;
  readonly index: number;
}

/** `return` leaves the pod's chain, so that the other direction has its say. */
export type Verdict =
  | { readonly type: "accept" | "drop" | "return" }
  | { readonly type: "reject"; readonly with?: "tcp reset" }
  | { readonly type: "jump"; readonly to: string }
  | { readonly type: "dnat"; readonly to: readonly AddressAndPort[] }
  | { readonly type: "snat"; readonly to: string };

/** A list of rules; with a hook it is a base chain, which the kernel enters. */
export interface Chain {
  readonly name: string;
  readonly hook?: Hook;
}

interface Hook {
  readonly type: "filter" | "nat";
  readonly name: "forward" | "prerouting" | "postrouting";
  readonly priority: "filter" | "dstnat" | "srcnat";
}

/** What a node enforces. */
export interface RuleSet {
  readonly chains: readonly Chain[];
  readonly rules: readonly Rule[];
}
