import type { AddressedState } from "../rules/addressed-state.ts";
import type { LocalDns } from "./local-dns.ts";

/** A state as the rules of nodes see it: the DNS is a pod behind a Service like all others. */
export function withDns(state: AddressedState, dns: LocalDns): AddressedState {
  const { namespace, local, service, clusterIps } = dns;
  const isThere = state.namespaces.some(({ name }) => name === namespace.name);
  return {
    ...state,
    namespaces: isThere ? state.namespaces : [...state.namespaces, namespace],
    pods: [...state.pods, local.pod],
    services: [...state.services, service],
    addresses: new Map([...state.addresses, [local.pod.ref, local.addresses]]),
    clusterIps: new Map([...state.clusterIps, [service.ref, clusterIps]]),
  };
}
