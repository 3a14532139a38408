import ipaddr from "ipaddr.js";
import type {
  ClusterState,
  IpBlock,
  NetworkPolicy,
  Pod,
  PodRef,
  PolicyPeer,
  PolicyPort,
} from "../model/index.ts";
import type { Layout, LocalPod } from "./layout.ts";
import { type AddressField, addressMatch, blockMatch, isNumeric, numbersOf, portMatch } from "./match.ts";
import { type Direction, isolating, rulesOf, selectedPeers } from "./policy-effect.ts";

/** Where the pods are, and what decides about them. */
export interface Enforced {
  readonly state: ClusterState;
  readonly addressOf: ReadonlyMap<PodRef, string>;
}

/** A shell script that puts the policies of a state in force on every node. */
export function rulesScript({ nodes, pods }: Layout, state: ClusterState): string {
  const addressOf = new Map(pods.map(({ pod, address }) => [pod.ref, address]));
  return nodes
    .map((node) => {
      const rules = nodeRules(
        pods.filter((pod) => pod.node === node),
        { state, addressOf },
      );
      return `nsenter --net=/run/netns/${node.netns} nft -f - <<'NFT'\n${rules}NFT\n`;
    })
    .join("");
}

/**
 * The nftables script of one node: replaces its table in one transaction. A packet of a new flow passes the egress chain
 * of the pod that it comes from and the ingress chain of the pod that it goes to, if those are isolated; replies pass.
 *
 * @param pods - the pods on this node.
 */
export function nodeRules(pods: readonly LocalPod[], enforced: Enforced): string {
  const chains = pods.flatMap((pod) => [chain(pod, "egress", enforced), chain(pod, "ingress", enforced)]);
  const present = chains.filter((each) => each !== undefined);
  return `table inet netverdict
delete table inet netverdict
table inet netverdict {
  chain forward {
    type filter hook forward priority filter; policy accept;
    ct state established,related accept
${verdictMap("iifname", "egress", present)}${verdictMap("oifname", "ingress", present)}  }
${present.map(({ text }) => text).join("")}}
`;
}

interface Chain {
  readonly device: string;
  readonly direction: Direction;
  readonly name: string;
  readonly text: string;
}

function verdictMap(field: string, direction: Direction, chains: readonly Chain[]): string {
  const jumps = chains
    .filter((each) => each.direction === direction)
    .map(({ device, name }) => `"${device}" : jump ${name}`);
  return jumps.length === 0 ? "" : `    ${field} vmap { ${jumps.join(", ")} }\n`;
}

function chain({ pod, device }: LocalPod, direction: Direction, enforced: Enforced): Chain | undefined {
  const current = enforced.state.pods.find(({ ref }) => ref === pod.ref) ?? pod;
  const policies = isolating(enforced.state, current, direction);
  if (policies.length === 0) return undefined;
  const name = `${direction}-${device}`;
  const lines = policies.flatMap((policy) => [
    `# ${policy.metadata.namespace}/${policy.metadata.name}`,
    ...statements(policy, direction, current, enforced).map((match) => `${match} return`.trim()),
  ]);
  const body = [...lines, "drop"].map((line) => `    ${line}\n`).join("");
  return { device, direction, name, text: `  chain ${name} {\n${body}  }\n` };
}

/** What a policy lets through, one match a statement. */
function statements(
  policy: NetworkPolicy,
  direction: Direction,
  pod: Pod,
  enforced: Enforced,
): readonly string[] {
  return rulesOf(policy, direction).flatMap(({ peers, ports }) => {
    const far =
      peers.length === 0
        ? [anyone(enforced)]
        : peers.flatMap((peer) => side(peer, policy, direction, enforced));
    return far.flatMap((each) => withPorts(each, ports, direction, pod, enforced));
  });
}

/** One way to be the far side of a rule: a match for its addresses, and the pods that it covers. */
interface FarSide {
  readonly match: string;
  readonly pods: readonly Pod[];
}

function anyone({ state }: Enforced): FarSide {
  return { match: "", pods: state.pods };
}

function side(
  peer: PolicyPeer,
  policy: NetworkPolicy,
  direction: Direction,
  enforced: Enforced,
): readonly FarSide[] {
  const field = fieldOf(direction);
  if (peer.ipBlock !== undefined) {
    const block = peer.ipBlock;
    return [
      {
        match: blockMatch(field, block),
        pods: enforced.state.pods.filter((pod) => isIn(block, pod, enforced)),
      },
    ];
  }
  const pods = selectedPeers(enforced.state, peer, policy.metadata.namespace);
  const match = addressMatch(field, addressesOf(pods, enforced));
  return match === undefined ? [] : [{ match, pods }];
}

function withPorts(
  far: FarSide,
  ports: readonly PolicyPort[],
  direction: Direction,
  pod: Pod,
  enforced: Enforced,
): readonly string[] {
  if (ports.length === 0) return [far.match];
  return ports.flatMap((port) => {
    if (isNumeric(port)) return [`${far.match} ${portMatch(port)}`.trim()];
    // A name is the listening pod's: our own for ingress, each far one's for egress.
    if (direction === "ingress") return numbered(far.match, port, pod);
    return far.pods.flatMap((target) => {
      const match = addressMatch("daddr", addressesOf([target], enforced));
      return match === undefined ? [] : numbered(match, port, target);
    });
  });
}

function numbered(match: string, named: PolicyPort, target: Pod): readonly string[] {
  const { endPort: _, ...single } = named;
  return numbersOf(target.ports, named).map((port) => `${match} ${portMatch({ ...single, port })}`.trim());
}

function fieldOf(direction: Direction): AddressField {
  return direction === "ingress" ? "saddr" : "daddr";
}

function addressesOf(pods: readonly Pod[], { addressOf }: Enforced): readonly string[] {
  return pods.flatMap(({ ref }) => addressOf.get(ref) ?? []);
}

function isIn({ cidr, except = [] }: IpBlock, pod: Pod, enforced: Enforced): boolean {
  return addressesOf([pod], enforced).some((text) => {
    const address = ipaddr.parse(text);
    const within = (block: string): boolean => {
      const [base, length] = ipaddr.parseCIDR(block);
      return base.kind() === address.kind() && address.match(base, length);
    };
    return within(cidr) && !except.some(within);
  });
}
