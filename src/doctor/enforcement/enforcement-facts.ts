import type { IpFamily, Observation, Protocol, Verdict } from "../../model/index.ts";

/** What doctor's own scenario showed. */
export interface EnforcementFacts {
  /** Names of the nodes that hosted probe pods. */
  readonly nodes: readonly string[];
  readonly sights: readonly Sight[];
  /** How long the cluster was given to enforce, in ms. */
  readonly settleMs: number;
  /** The longest that it took, in ms; absent if nothing came to be enforced. */
  readonly enforcedMs?: number;
  /** Why not all was measured, as a clause, if something ended it. */
  readonly endedEarly?: string;
}

/**
 * One flow from a node to a node. `part`: what the policies mean for it: allowed in both directions, or denied by the ingress of its
 * target, or by the egress of its source.
 */
export interface Sight {
  readonly from: string;
  readonly to: string;
  readonly family: IpFamily;
  readonly protocol: Protocol;
  readonly part: Part;
  /** Before any policy; absent if it was not measured. */
  readonly before?: Observation;
  readonly after: Observation;
  readonly verdict: Verdict;
  readonly cause?: string;
}

export type Part = "open" | "ingress" | "egress";
