/** Services as rules, as kube-proxy makes them: policies see packets that are already translated. */
import { endpointsOf, type Service, type ServicePort } from "../../model/index.ts";
import type { LocalNode, LocalPod } from "../topology/layout.ts";
import type { AddressedState } from "./addressed-state.ts";
import { byFamily, familyOf } from "./families.ts";
import type { Match } from "./match.ts";
import { FORWARD } from "./pod-chains.ts";
import type { Chain, Rule, RuleSet } from "./rule.ts";

const SERVICES: Chain = { name: "services" };
const PREROUTING: Chain = {
  name: "prerouting",
  hook: { type: "nat", name: "prerouting", priority: "dstnat" },
};
export const POSTROUTING: Chain = {
  name: "postrouting",
  hook: { type: "nat", name: "postrouting", priority: "srcnat" },
};

/** The chains that translate addresses of Services, with their rules. None without Services. */
export function serviceRules(node: LocalNode, pods: readonly LocalPod[], state: AddressedState): RuleSet {
  if (state.clusterIps.size === 0) return { chains: [], rules: [] };
  const translated = translations(state);
  const jump: Rule = { chain: PREROUTING.name, matches: [], verdict: { type: "jump", to: SERVICES.name } };
  return translated.length === 0
    ? { chains: [PREROUTING, POSTROUTING], rules: ownAddressRules(node, pods) }
    : {
        chains: [SERVICES, PREROUTING, POSTROUTING],
        rules: [...translated, jump, ...ownAddressRules(node, pods)],
      };
}

/** What was not translated has no endpoint, or is to a port that the Service does not have. */
export function refuseClusterIps({ clusterIps }: AddressedState): readonly Rule[] {
  return byFamily([...clusterIps.values()].flat(), (address) => address).flatMap(({ family, members }) => {
    const match: Match = { type: "addresses", field: "daddr", family, addresses: members };
    return [
      // An ICMP error is lost on a socket that is still within connect(), and veth is as quick as that; a reset is not.
      {
        chain: FORWARD,
        matches: [match, { type: "protocol", protocol: "TCP" }],
        verdict: { type: "reject", with: "tcp reset" },
      },
      { chain: FORWARD, matches: [match], verdict: { type: "reject" } },
    ] satisfies Rule[];
  });
}

/** "A Pod cannot block access to itself" (Network Policies, concepts), nor by a Service that leads back to it. */
export function acceptOwnEndpoint(
  pods: readonly LocalPod[],
  { clusterIps }: AddressedState,
): readonly Rule[] {
  if (clusterIps.size === 0) return [];
  return toItself(pods).map((match) => ({ chain: FORWARD, matches: [match], verdict: { type: "accept" } }));
}

/** A pod does not take a packet that claims to come from itself: the node's address stands for its own. */
function ownAddressRules({ addresses }: LocalNode, pods: readonly LocalPod[]): readonly Rule[] {
  return addresses.flatMap((to) =>
    toItself(pods)
      .filter(({ family }) => family === familyOf(to))
      .map((match) => ({
        chain: POSTROUTING.name,
        matches: [match],
        verdict: { type: "snat" as const, to },
      })),
  );
}

/** Each leads the connections to one port of a Service, at one of its addresses, to an endpoint, if it has some. */
function translations(state: AddressedState): readonly Rule[] {
  return state.services.flatMap((service) =>
    service.ports.flatMap((port) =>
      (state.clusterIps.get(service.ref) ?? []).flatMap((clusterIp) =>
        translation(clusterIp, service, port, state),
      ),
    ),
  );
}

function translation(
  clusterIp: string,
  service: Service,
  port: ServicePort,
  { pods, addresses }: AddressedState,
): readonly Rule[] {
  const family = familyOf(clusterIp);
  const to = endpointsOf(service, port, pods).flatMap((endpoint) =>
    (addresses.get(endpoint.pod) ?? [])
      .filter((address) => familyOf(address) === family)
      .map((address) => ({ address, port: endpoint.port })),
  );
  if (to.length === 0) return [];
  const matches: readonly Match[] = [
    { type: "block", field: "daddr", family, cidr: clusterIp, except: false },
    { type: "port", protocol: port.protocol, port: port.port },
  ];
  return [{ chain: SERVICES.name, matches, verdict: { type: "dnat", to }, comment: service.ref }];
}

/** Matches packets of pods to themselves, which only a Service can have led here. */
function toItself(pods: readonly LocalPod[]): readonly Extract<Match, { type: "to-itself" }>[] {
  const addresses = pods.flatMap((pod) => pod.addresses);
  return byFamily(addresses, (address) => address).map(({ family, members }) => ({
    type: "to-itself",
    family,
    addresses: members,
  }));
}
