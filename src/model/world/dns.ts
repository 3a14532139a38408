import type { Addresses } from "./addresses.ts";
import { type Namespace, namespaceWithImpliedLabel, type Pod, podRef } from "./pod.ts";

/**
 * Who answers a cluster's names, as policies see it: pods that serve DNS, UDP before TCP. Every pod has the address of a
 * cluster, or one that stands for it.
 */
export interface ClusterDns {
  readonly namespace: Namespace;
  readonly pods: readonly Pod[];
  readonly addresses: Addresses;
  /** Whether nobody said so: these are then the ones that clusters usually have. */
  readonly assumed: boolean;
}

const NAMESPACE = "kube-system";
const REF = podRef(NAMESPACE, "kube-dns");

/** CoreDNS as kubeadm and most providers run it. Its address is none that a scenario's pod is given. */
export const USUAL_DNS: ClusterDns = {
  namespace: namespaceWithImpliedLabel(NAMESPACE),
  pods: [
    {
      ref: REF,
      namespace: NAMESPACE,
      name: "kube-dns",
      labels: { "k8s-app": "kube-dns" },
      ports: [
        { port: 53, protocol: "UDP", name: "dns" },
        { port: 53, protocol: "TCP", name: "dns-tcp" },
      ],
    },
  ],
  addresses: new Map([[REF, ["10.243.255.53", "fd00:10:243::53"]]]),
  assumed: true,
};
