import {
  type Addresses,
  type ClusterState,
  type Flow,
  type Lookup,
  USUAL_DNS,
  viaOf,
} from "../../model/index.ts";
import type { Connection } from "./connection.ts";
import type { PodDirectory } from "./pod-directory.ts";

/** A state in which those who answer names are pods as well, unless they are already. */
export function withDns(
  state: ClusterState,
  addresses: Addresses,
): { state: ClusterState; addresses: Addresses } {
  const { namespace, pods, addresses: own } = state.dns ?? USUAL_DNS;
  const known = new Set(state.pods.map(({ ref }) => ref));
  const isThere = state.namespaces.some(({ name }) => name === namespace.name);
  return {
    state: {
      ...state,
      namespaces: isThere ? state.namespaces : [...state.namespaces, namespace],
      pods: [...state.pods, ...pods.filter(({ ref }) => !known.has(ref))],
    },
    addresses: new Map([...own, ...addresses]),
  };
}

/** Whether a flow begins with a question to the cluster's DNS. */
export function isByName(flow: Flow): boolean {
  return viaOf(flow) === "service";
}

/**
 * The questions of which one has to be answered before a flow by name can begin: one to each server, over UDP. Resolvers turn
 * to TCP only when an answer says that it was cut, not when there is none (glibc and musl; seen on the local cluster).
 */
export function questionsOf(
  { source }: Flow,
  { dns = USUAL_DNS }: Pick<ClusterState, "dns">,
  pods: PodDirectory,
): readonly Connection[] {
  return dns.pods.flatMap(({ ref, ports }) =>
    ports
      .filter(({ protocol }) => protocol === "UDP")
      .map(({ port, protocol }) => ({
        source: pods.get(source),
        target: pods.get(ref),
        port,
        protocol,
        family: undefined,
      })),
  );
}

/** How a question is called where it is reported. */
export function lookupNamed(
  { target, port, protocol }: Connection,
  { dns = USUAL_DNS }: Pick<ClusterState, "dns">,
): Pick<Lookup, "server" | "port" | "protocol" | "assumed"> {
  return { server: target.ref, port, protocol, assumed: dns.assumed };
}
