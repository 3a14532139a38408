import type { IpFamily } from "../../model/index.ts";

/** How addresses are given out and written in one IP family. Node, pod and service numbers count from 1. */
export interface AddressFamily {
  readonly name: IpFamily;
  /** The length of a prefix that holds one address. */
  readonly hostPrefix: number;
  /** What every pod and node routes through; it exists only as a permanent neighbour, as on Calico. */
  readonly gateway: string;
  /** The address of the router between the nodes. */
  readonly fabricAddress: string;
  podAddress(node: number, pod: number): string;
  /** All pod addresses of a node, with prefix length. */
  podRange(node: number): string;
  nodeAddress(node: number): string;
  /** The cluster IP of a Service. */
  serviceAddress(service: number): string;
}

export const MAX_NODES = 250;
export const MAX_PODS_PER_NODE = 254;

export const IPV4: AddressFamily = {
  name: "ipv4",
  hostPrefix: 32,
  gateway: "169.254.1.1",
  fabricAddress: "172.18.0.1",
  podAddress: (node, pod) => `10.244.${node}.${pod}`,
  podRange: (node) => `10.244.${node}.0/24`,
  nodeAddress: (node) => `172.18.0.${node + 1}`,
  serviceAddress: (service) => `10.96.${service >> 8}.${service & 0xff}`,
};

/** Unique local addresses (RFC 4193), which look as much like those of IPv4 as they can. */
export const IPV6: AddressFamily = {
  name: "ipv6",
  hostPrefix: 128,
  gateway: "fe80::1",
  fabricAddress: "fd00:172:18::1",
  podAddress: (node, pod) => `fd00:10:244:${node.toString(16)}::${pod.toString(16)}`,
  podRange: (node) => `fd00:10:244:${node.toString(16)}::/64`,
  nodeAddress: (node) => `fd00:172:18::${(node + 1).toString(16)}`,
  serviceAddress: (service) => `fd00:10:96::${service.toString(16)}`,
};
