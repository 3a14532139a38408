import type { Placement } from "../cluster/port.ts";
import type { Addresses, ClusterState, PodRef } from "../model/index.ts";
import type { AddressedState } from "./rules/addressed-state.ts";
import type { Layout } from "./topology/layout.ts";

/** What there is between two changes: where it is, and how it is addressed. */
export interface Present {
  readonly layout: Layout;
  readonly state: AddressedState;
  readonly placements: ReadonlyMap<PodRef, Placement>;
}

/** @param clusterIps - those of every Service that ever was; it keeps them for as long as it exists. */
export function presentOf(layout: Layout, state: ClusterState, clusterIps: Addresses): Present {
  const services = new Set(state.services.map(({ ref }) => ref));
  return {
    layout,
    state: {
      ...state,
      addresses: new Map(layout.pods.map(({ pod, addresses }) => [pod.ref, addresses])),
      clusterIps: new Map([...clusterIps].filter(([ref]) => services.has(ref))),
    },
    placements: new Map(
      layout.pods.map(({ pod, node, addresses }) => [
        pod.ref,
        { node: node.name, addresses, nodeAddresses: node.addresses },
      ]),
    ),
  };
}
