/** The local cluster: network namespaces and nftables on this machine. */

export { preflight } from "./box/preflight.ts";
export { type LocalClusterOptions, localCluster } from "./local-cluster.ts";
