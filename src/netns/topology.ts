/** The script that turns an empty box into a cluster's network. */
import type { Layout, LocalNode, LocalPod } from "./layout.ts";

/** The MAC of every router's end of a link. It may repeat: each link is its own segment. */
const ROUTER_MAC = "02:ee:00:00:00:01";

/** All names of network namespaces that the topology needs. The box's own is the fabric between the nodes. */
export function namespacesScript({ nodes, pods }: Layout): string {
  return batch(
    [...nodes.map(({ name }) => name), ...pods.map(({ netns }) => netns)].map((name) => `netns add ${name}`),
  );
}

/**
 * Joins the namespaces: a link from each pod to its node and from each node to the fabric, one /32 a pod. Neighbours
 * are permanent, so that nothing depends on ARP: its tables have limits that would look like dropped packets.
 */
export function topologyScript(layout: Layout): string {
  return [
    fabric(layout),
    ...layout.nodes.map((node) => nodeNetwork(node, layout)),
    ...layout.pods.map((pod) => podNetwork(pod, layout)),
  ].join("\n");
}

function fabric({ family, nodes, pods }: Layout): string {
  return [
    ROUTER_SYSCTLS,
    batch([
      "link set lo up",
      `address add ${family.fabricAddress}/${family.hostPrefix} dev lo`,
      ...nodes.map(
        (node) =>
          `link add name ${node.name} address ${ROUTER_MAC} type veth peer name eth0 address ${nodeMac(node)} netns ${node.name}`,
      ),
      ...nodes.flatMap((node) => [
        ...routeTo(family.nodeAddress(node.number), nodeMac(node), node.name),
        `route add ${family.podRange(node.number)} via ${family.nodeAddress(node.number)} dev ${node.name} onlink`,
      ]),
      ...pods.map(
        ({ netns, mac, node }) =>
          `link add name eth0 address ${mac} netns ${netns} type veth peer name ${netns} address ${ROUTER_MAC} netns ${node.name}`,
      ),
    ]),
  ].join("\n");
}

function nodeNetwork(node: LocalNode, { family, pods }: Layout): string {
  return within(node.name, [
    ROUTER_SYSCTLS,
    batch([
      "link set lo up",
      ...uplink(`${family.nodeAddress(node.number)}/${family.hostPrefix}`, family.gateway),
      // Without it a packet to an address that no pod has would go round between node and fabric.
      `route add unreachable ${family.podRange(node.number)}`,
      ...pods
        .filter((pod) => pod.node.number === node.number)
        .flatMap(({ address, mac, netns }) => routeTo(address, mac, netns)),
    ]),
  ]);
}

function podNetwork({ netns, address }: LocalPod, { family }: Layout): string {
  return within(netns, [
    UNLIMITED_ICMP,
    batch(["link set lo up", ...uplink(`${address}/${family.hostPrefix}`, family.gateway)]),
  ]);
}

/** A default route through eth0. */
function uplink(address: string, gateway: string): readonly string[] {
  return [
    `address add ${address} dev eth0`,
    "link set eth0 up",
    `neighbor add ${gateway} lladdr ${ROUTER_MAC} dev eth0 nud permanent`,
    `route add default via ${gateway} dev eth0 onlink`,
  ];
}

/** A route to the one address at the other end of a link. */
function routeTo(address: string, mac: string, device: string): readonly string[] {
  return [
    `link set ${device} up`,
    `neighbor add ${address} lladdr ${mac} dev ${device} nud permanent`,
    `route add ${address} dev ${device} scope link`,
  ];
}

function nodeMac({ number }: LocalNode): string {
  return `02:ee:00:00:01:${number.toString(16).padStart(2, "0")}`;
}

/** Port unreachables are how a refused datagram is seen; by default only a few a second are sent. */
const UNLIMITED_ICMP = "echo 0 >/proc/sys/net/ipv4/icmp_ratemask";

/** `default` is for the links that are still to come; both are inherited from the machine. */
const ROUTER_SYSCTLS = [
  UNLIMITED_ICMP,
  "echo 1 >/proc/sys/net/ipv4/ip_forward",
  "echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter",
  "echo 0 >/proc/sys/net/ipv4/conf/default/rp_filter",
].join("\n");

function batch(commands: readonly string[]): string {
  return ["ip -batch - <<'BATCH'", ...commands, "BATCH"].join("\n");
}

function within(netns: string, script: readonly string[]): string {
  return [`nsenter --net=/run/netns/${netns} sh -e <<'WITHIN'`, ...script, "WITHIN"].join("\n");
}
