import { endpointsOf, type Service } from "../../model/index.ts";
import type { AddressedState } from "../rules/addressed-state.ts";

/** What every name of the cluster ends with. */
export const CLUSTER_DOMAIN = "cluster.local";

/**
 * The names of Services with their addresses: cluster IPs, or those of its pods if a Service is headless (DNS for Services
 * and Pods, concepts).
 */
export function recordsOf(
  state: AddressedState,
): readonly (readonly [name: string, addresses: readonly string[]])[] {
  return state.services.map((service) => [
    `${service.name}.${service.namespace}.svc.${CLUSTER_DOMAIN}`,
    service.headless ? podAddresses(service, state) : (state.clusterIps.get(service.ref) ?? []),
  ]);
}

function podAddresses(service: Service, { pods, addresses }: AddressedState): readonly string[] {
  const backing = service.ports.flatMap((port) => endpointsOf(service, port, pods).map(({ pod }) => pod));
  return [...new Set(backing)].flatMap((pod) => addresses.get(pod) ?? []);
}
