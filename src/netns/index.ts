/** The local cluster: network namespaces and nftables on this machine. */
export { type LocalClusterOptions, localCluster } from "./local-cluster.ts";
export { preflight } from "./preflight.ts";
