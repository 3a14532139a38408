import type { Layout, LocalNode, LocalPod } from "./layout.ts";

/** The address that every pod's default route names, as with Calico; no packet is ever sent to it. */
const GATEWAY = "169.254.1.1";
const GATEWAY_MAC = "ee:ee:ee:ee:ee:ee";

/**
 * A shell script that makes the network: each pod in a namespace of its own with a /32 address, behind its node; nodes
 * are joined by the box's own namespace, which routes between them and to nowhere else. Neighbours are permanent, so
 * that no ARP is needed and no table overflows.
 */
export function topologyScript({ nodes, pods }: Layout): string {
  return [
    "set -e",
    batch([...nodes, ...pods].map(({ netns }) => `netns add ${netns}`)),
    batch([...nodes.map(nodeLink), ...pods.map(podLink)]),
    ...nodes.map((node) =>
      inNamespace(
        node.netns,
        nodeScript(
          node,
          pods.filter((pod) => pod.node === node),
        ),
      ),
    ),
    ...pods.map((pod) => inNamespace(pod.netns, podScript(pod))),
    fabricScript(nodes),
    "",
  ].join("\n");
}

function nodeLink({ number, netns }: LocalNode): string {
  return `link add fabric${number} type veth peer name eth0 netns ${netns}`;
}

function podLink({ device, node, netns, mac }: LocalPod): string {
  return `link add ${device} netns ${node.netns} address ${GATEWAY_MAC} type veth peer name eth0 netns ${netns} address ${mac}`;
}

/** Between the box and node N: 10.245.N.1 and 10.245.N.2. */
function fabricScript(nodes: readonly LocalNode[]): string {
  return [
    ...routerSettings(),
    batch([
      "link set lo up",
      ...nodes.flatMap(({ number }) => [
        `address add 10.245.${number}.1/30 dev fabric${number}`,
        `link set fabric${number} up`,
        `route add 10.244.${number}.0/24 via 10.245.${number}.2`,
      ]),
    ]),
  ].join("\n");
}

function nodeScript({ number }: LocalNode, pods: readonly LocalPod[]): string {
  return [
    ...routerSettings(),
    batch([
      "link set lo up",
      `address add 10.245.${number}.2/30 dev eth0`,
      "link set eth0 up",
      `route add default via 10.245.${number}.1`,
      ...pods.flatMap(({ device, address, mac }) => [
        `link set ${device} up`,
        `route add ${address}/32 dev ${device}`,
        `neighbour add ${address} lladdr ${mac} dev ${device} nud permanent`,
      ]),
    ]),
  ].join("\n");
}

function podScript({ address }: LocalPod): string {
  return [
    noIcmpLimit,
    batch([
      "link set lo up",
      `address add ${address}/32 dev eth0`,
      "link set eth0 up",
      `route add ${GATEWAY} dev eth0 scope link`,
      `route add default via ${GATEWAY}`,
      `neighbour add ${GATEWAY} lladdr ${GATEWAY_MAC} dev eth0 nud permanent`,
    ]),
  ].join("\n");
}

/** A refused datagram is seen by its ICMP error, which the kernel would otherwise send only now and then. */
const noIcmpLimit = "echo 0 >/proc/sys/net/ipv4/icmp_ratelimit";

function routerSettings(): readonly string[] {
  return [
    noIcmpLimit,
    "echo 1 >/proc/sys/net/ipv4/ip_forward",
    "echo 0 >/proc/sys/net/ipv4/conf/all/rp_filter",
  ];
}

/** Commands for one `ip` process. */
function batch(commands: readonly string[]): string {
  return `ip -batch - <<'IP'\n${commands.join("\n")}\nIP`;
}

/** Runs a script in a namespace. */
function inNamespace(netns: string, script: string): string {
  return `nsenter --net=/run/netns/${netns} sh -es <<'NETNS'\n${script}\nNETNS`;
}
