/** The local cluster: network namespaces and nftables on this machine. */

export { preflight } from "./box/preflight.ts";
export { amountText } from "./faults/amount.ts";
export type { Amount, Fault } from "./faults/fault.ts";
export type { PlantedFault } from "./faults/planted.ts";
export { FAULTS } from "./faults/registry.ts";
export { LOCAL_LIMITS } from "./limits.ts";
export { type LocalClusterOptions, localCluster } from "./local-cluster.ts";
