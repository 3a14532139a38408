import { ClusterError, type Placement } from "./port.ts";

export const MEMORY_NODES = ["memory-1", "memory-2"] as const;

/** As many addresses as end in neither 0 nor 255. */
const HOSTS_PER_BLOCK = 254;

/** Pods are in 10.244.0.0 to 10.255.255.255, Services in 10.96.0.0/12, which is the range of neither pods nor nodes. */
const POD_BLOCKS = 12 * 256;
const SERVICES = 2 ** 20;

/**
 * Where the pod with this number (from 0) is, and its assumed addresses. Pods take turns on the nodes; each node takes /24
 * blocks of IPv4 addresses as it needs them, as CNIs do, and has one IPv6 range.
 */
export function placementFor(podNumber: number): Placement {
  const nodeIndex = podNumber % MEMORY_NODES.length;
  const index = Math.floor(podNumber / MEMORY_NODES.length);
  const block = 1 + nodeIndex + MEMORY_NODES.length * Math.floor(index / HOSTS_PER_BLOCK);
  if (block >= POD_BLOCKS)
    throw new ClusterError(`the cluster in memory has no address for pod ${podNumber + 1}`);
  return {
    node: MEMORY_NODES[nodeIndex] ?? MEMORY_NODES[0],
    addresses: [
      ipv4(10, 244, block, 1 + (index % HOSTS_PER_BLOCK)),
      `fd00:10:244:${nodeIndex + 1}::${ipv6Tail(index + 1)}`,
    ],
    nodeAddresses: [`172.18.0.${nodeIndex + 2}`, `fd00:172:18::${nodeIndex + 2}`],
  };
}

/** The assumed cluster IPs of the Service with this number, from 0. */
export function clusterIpsFor(serviceNumber: number): readonly string[] {
  const number = serviceNumber + 1;
  if (number >= SERVICES)
    throw new ClusterError(`the cluster in memory has no address for Service ${number}`);
  return [ipv4(10, 96, number >> 8, number & 0xff), `fd00:10:96::${ipv6Tail(number)}`];
}

/** `third` may exceed 255, and is carried into the second part then. */
function ipv4(first: number, second: number, third: number, fourth: number): string {
  return `${first}.${second + (third >> 8)}.${third & 0xff}.${fourth}`;
}

/** A number as the last one or two groups of an IPv6 address. */
function ipv6Tail(number: number): string {
  const [high, low] = [number >>> 16, number & 0xffff].map((part) => part.toString(16));
  return high === "0" ? `${low}` : `${high}:${low}`;
}
