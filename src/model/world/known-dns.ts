import type { World } from "../run/plan.ts";
import type { Addresses } from "./addresses.ts";
import type { ClusterState } from "./cluster-state.ts";
import type { ClusterDns } from "./dns.ts";
import {
  namespaceWithImpliedLabel,
  type Pod,
  type PodRef,
  type Protocol,
  podRef,
  type ServedPort,
} from "./pod.ts";
import { endpointsOf, type Service } from "./service.ts";

/** The Services by which clusters call those who answer names: kubeadm and most providers, and OpenShift. */
const SERVICES: readonly PodRef[] = [
  podRef("kube-system", "kube-dns"),
  podRef("openshift-dns", "dns-default"),
];

/** The port that resolvers ask (RFC 1035); pods behind the Service may serve on another. */
const PORT = 53;

/** Who answers names in a world that says so, by the Service of its DNS and the pods behind it; undefined if it does not. */
export function knownDns(world: World, addresses: Addresses): ClusterDns | undefined {
  const services = SERVICES.flatMap((ref) => world.services.find((service) => service.ref === ref) ?? []);
  const servers = services.map((service) => ({ service, pods: serversBehind(service, world.pods) }));
  const found = servers.find(({ pods }) => pods.length > 0);
  if (found === undefined) return undefined;
  const { namespace: name } = found.service;
  return {
    namespace: world.namespaces.find((one) => one.name === name) ?? namespaceWithImpliedLabel(name),
    pods: found.pods,
    addresses: new Map(found.pods.map(({ ref }) => [ref, addresses.get(ref) ?? []])),
    assumed: false,
  };
}

/** A state with who answers its names, if it says so. */
export function withKnownDns(state: ClusterState, addresses: Addresses): ClusterState {
  const dns = knownDns(state, addresses);
  return dns === undefined ? state : { ...state, dns };
}

/** The pods with the ports on which they serve DNS alone, UDP before TCP. */
function serversBehind(service: Service, pods: readonly Pod[]): readonly Pod[] {
  return pods.flatMap((pod) => {
    const ports = (["UDP", "TCP"] as const).flatMap((protocol) =>
      service.ports
        .filter((port) => port.port === PORT && port.protocol === protocol)
        .flatMap((port) => endpointsOf(service, port, [pod]))
        .map(
          (end): ServedPort =>
            pod.ports.find((own) => isSame(own, end.port, protocol)) ?? { port: end.port, protocol },
        ),
    );
    return ports.length === 0 ? [] : [{ ...pod, ports }];
  });
}

function isSame(own: ServedPort, port: number, protocol: Protocol): boolean {
  return own.port === port && own.protocol === protocol;
}
