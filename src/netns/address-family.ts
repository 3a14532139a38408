/** How addresses are given out and written in one IP family. Node and pod numbers count from 1. */
export interface AddressFamily {
  /** The length of a prefix that holds one address. */
  readonly hostPrefix: number;
  readonly maxNodes: number;
  readonly maxPodsPerNode: number;
  /** What every pod and node routes through; it exists only as a permanent neighbour, as on Calico. */
  readonly gateway: string;
  /** The address of the router between the nodes. */
  readonly fabricAddress: string;
  podAddress(node: number, pod: number): string;
  /** All pod addresses of a node, with prefix length. */
  podRange(node: number): string;
  nodeAddress(node: number): string;
}

export const IPV4: AddressFamily = {
  hostPrefix: 32,
  maxNodes: 250,
  maxPodsPerNode: 254,
  gateway: "169.254.1.1",
  fabricAddress: "172.18.0.1",
  podAddress: (node, pod) => `10.244.${node}.${pod}`,
  podRange: (node) => `10.244.${node}.0/24`,
  nodeAddress: (node) => `172.18.0.${node + 1}`,
};
