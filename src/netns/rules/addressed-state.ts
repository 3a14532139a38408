import type { Addresses, ClusterState } from "../../model/index.ts";

/** The state that rules are compiled from, with every pod's addresses and the cluster IPs of Services. */
export interface AddressedState extends ClusterState {
  readonly addresses: Addresses;
  readonly clusterIps: Addresses;
}
