import type { Addresses, ClusterState, FlowKinds, PodRef } from "../../../model/index.ts";

/** What a flow is looked for and explained in. */
export interface ExplainedWorld {
  readonly state: ClusterState;
  readonly addresses: Addresses;
  /** Which flows there are. */
  readonly kinds: FlowKinds;
  /** What it is, in a few words. */
  readonly where: string;
  /** In a sentence each, what it lacks. */
  readonly leftOut: readonly string[];
  /** True where no cluster was asked for addresses. */
  readonly assumedAddresses: boolean;
  /** The namespaces in which a flow may begin and end; all if left out. */
  readonly namespaces?: readonly string[];
  /** Other names for pods: of the workloads that made them. */
  readonly aliases?: ReadonlyMap<string, PodRef>;
}
