import type { ClusterSession } from "../cluster/port.ts";
import type { KnownAddresses } from "../plan/index.ts";

/** A session's addresses at this moment, as placeholders in policies stand for them. */
export function knownAddresses({ placements, clusterIps }: ClusterSession): KnownAddresses {
  const all = [...placements];
  return {
    pods: new Map(all.map(([pod, { addresses }]) => [pod, addresses])),
    nodes: new Map(all.map(([pod, { nodeAddresses }]) => [pod, nodeAddresses])),
    clusterIps,
  };
}
