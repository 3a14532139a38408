/** The local cluster: network namespaces and nftables on this machine. */
export { type LocalClusterOptions, localCluster } from "./local-cluster.ts";
