/** Services as nftables rules, as kube-proxy makes them: policies see packets that are already translated. */
import { endpointsOf, type Service, type ServicePort } from "../../model/index.ts";
import type { LocalNode, LocalPod } from "../topology/layout.ts";
import type { Chain } from "./chain.ts";
import { type AddressedState, familyOf } from "./peer-match.ts";

/** The base chains of translation. None without Services. */
export function serviceHooks(
  { addresses }: LocalNode,
  pods: readonly LocalPod[],
  state: AddressedState,
): readonly Chain[] {
  if (state.clusterIps.size === 0) return [];
  // A pod does not take a packet that claims to come from itself.
  const disguises = addresses.flatMap((nodeAddress) => {
    const family = familyOf(nodeAddress);
    return toItself(pods, family).map((match) => `${match} snat ${family} to ${nodeAddress}`);
  });
  return [
    {
      name: "prerouting",
      rules: [
        "type nat hook prerouting priority dstnat; policy accept;",
        ...translations(state).map(({ name }) => `jump ${name}`),
      ],
    },
    {
      name: "postrouting",
      rules: ["type nat hook postrouting priority srcnat; policy accept;", ...disguises],
    },
  ];
}

/** The chain that leads each connection to a Service on to one of its endpoints, chosen at random, if there is any. */
export function translations(state: AddressedState): readonly Chain[] {
  const rules = state.services.flatMap((service) =>
    service.ports.flatMap((port) =>
      (state.clusterIps.get(service.ref) ?? []).flatMap((clusterIp) =>
        translation(clusterIp, service, port, state),
      ),
    ),
  );
  return rules.length === 0 ? [] : [{ name: "services", rules }];
}

/** What was not translated has no endpoint, or is to a port that the Service does not have. */
export function refuseClusterIps({ clusterIps }: AddressedState): readonly string[] {
  const addresses = [...clusterIps.values()].flat();
  return (
    (["ip", "ip6"] as const)
      .map((family) => [family, addresses.filter((address) => familyOf(address) === family)] as const)
      .filter(([, members]) => members.length > 0)
      .map(([family, members]) => `${family} daddr { ${members.join(", ")} }`)
      // An ICMP error is lost on a socket that is still within connect(), and veth is as quick as that; a reset is not.
      .flatMap((match) => [`${match} meta l4proto tcp reject with tcp reset`, `${match} reject`])
  );
}

/** "A Pod cannot block access to itself" (Network Policies, concepts), nor by a Service that leads back to it. */
export function acceptOwnEndpoint(
  pods: readonly LocalPod[],
  { clusterIps }: AddressedState,
): readonly string[] {
  if (clusterIps.size === 0) return [];
  return (["ip", "ip6"] as const).flatMap((family) =>
    toItself(pods, family).map((match) => `${match} accept`),
  );
}

function translation(
  clusterIp: string,
  service: Service,
  port: ServicePort,
  { pods, addresses }: AddressedState,
): readonly string[] {
  const family = familyOf(clusterIp);
  const destinations = endpointsOf(service, port, pods).flatMap((endpoint) =>
    (addresses.get(endpoint.pod) ?? [])
      .filter((address) => familyOf(address) === family)
      .map((address) => `${address} . ${endpoint.port}`),
  );
  if (destinations.length === 0) return [];
  const choices = destinations.map((destination, index) => `${index} : ${destination}`).join(", ");
  const target = `numgen random mod ${destinations.length} map { ${choices} }`;
  return [
    `${family} daddr ${clusterIp} ${port.protocol.toLowerCase()} dport ${port.port} dnat ${family} to ${target} # ${service.ref}`,
  ];
}

/** Matches packets of pods to themselves, which only a Service can have led here. */
function toItself(pods: readonly LocalPod[], family: "ip" | "ip6"): readonly string[] {
  const pairs = pods
    .flatMap(({ addresses }) => addresses)
    .filter((address) => familyOf(address) === family)
    .map((address) => `${address} . ${address}`);
  return pairs.length === 0 ? [] : [`${family} saddr . ${family} daddr { ${pairs.join(", ")} }`];
}
