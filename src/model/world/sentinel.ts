import type { NetworkPolicy } from "../policy/network-policy.ts";
import { type Pod, podRef, type ServedPort } from "./pod.ts";

/** A sentinel listens on two ports; its policy opens one of them, and each step changes which. */
export const SENTINEL_PORTS = [
  { port: 7001, protocol: "TCP" },
  { port: 7002, protocol: "TCP" },
] as const satisfies readonly ServedPort[];

/** The sentinel that watches one node. */
export function sentinelPod(namespace: string, name: string): Pod {
  return { ref: podRef(namespace, name), namespace, name, labels: {}, ports: SENTINEL_PORTS };
}

const SENTINEL_POLICY = "netverdict-sentinel";

/** The policy of all sentinels in `namespace` that leaves only `open` reachable. */
export function sentinelPolicy(namespace: string, open: number): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name: SENTINEL_POLICY, namespace },
    spec: {
      podSelector: {},
      policyTypes: ["Ingress"],
      ingress: [{ ports: [{ protocol: "TCP", port: open }] }],
    },
  };
}
