/** The scripts that turn an empty box into a cluster's network, and change it. */
import { zip } from "../../model/zip.ts";
import type { AddressFamily } from "./address-family.ts";
import type { Layout, LocalNode, LocalPod } from "./layout.ts";
import { podSysctls, routerSysctls } from "./sysctls.ts";

/** The MAC of every router's end of a link. It may repeat: each link is its own segment. */
const ROUTER_MAC = "02:ee:00:00:00:01";

type Families = readonly AddressFamily[];

/** Makes network namespaces. The box's own is the fabric between the nodes. */
export function namespacesScript(names: readonly string[]): string {
  return batch(names.map((name) => `netns add ${name}`));
}

/**
 * Joins the namespaces: a link from each pod to its node and from each node to the fabric, one address a pod and family.
 * Neighbours are permanent, so that nothing depends on ARP or neighbour discovery: their tables have limits that would
 * look like dropped packets.
 */
export function topologyScript({ families, nodes, pods }: Layout): string {
  return [
    fabric(families, nodes),
    ...nodes.map((node) => nodeNetwork(node, families)),
    attachScript(pods, families),
  ].join("\n");
}

/** Joins pods to their nodes. */
export function attachScript(pods: readonly LocalPod[], families: Families): string {
  const nodes = new Map(pods.map(({ node }) => [node.name, node]));
  return [
    batch(
      pods.map(
        ({ netns, mac, node }) =>
          `link add name eth0 address ${mac} netns ${netns} type veth peer name ${netns} address ${ROUTER_MAC} netns ${node.name}`,
      ),
    ),
    ...[...nodes.values()].map((node) =>
      within(node.name, [
        batch(
          pods
            .filter((pod) => pod.node.number === node.number)
            .flatMap(({ addresses, mac, netns }) => link(addresses, mac, netns, families)),
        ),
      ]),
    ),
    ...pods.map(({ netns, addresses }) =>
      within(netns, [...podSysctls(families), batch(["link set lo up", ...uplink(families, addresses)])]),
    ),
  ].join("\n");
}

/** Leads to a pod whose addresses are none of its node's range. */
export function routeScript({ node, addresses }: LocalPod): string {
  return batch(
    zip(addresses, node.addresses).map(
      ([address, via]) => `route add ${address} via ${via} dev ${node.name} onlink`,
    ),
  );
}

/** Removes pods' network namespaces and links, with whatever still runs there. */
export function detachScript(pods: readonly LocalPod[]): string {
  return pods
    .flatMap(({ netns, node }) => [
      // A process may end by itself in between.
      `for pid in $(ip netns pids ${netns}); do kill -KILL $pid || true; done`,
      `ip -netns ${node.name} link delete ${netns}`,
      `ip netns delete ${netns}`,
    ])
    .join("\n");
}

function fabric(families: Families, nodes: readonly LocalNode[]): string {
  return [
    ...routerSysctls(families),
    batch([
      "link set lo up",
      ...families.map(({ fabricAddress, hostPrefix }) => `address add ${fabricAddress}/${hostPrefix} dev lo`),
      ...nodes.map(
        (node) =>
          `link add name ${node.name} address ${ROUTER_MAC} type veth peer name eth0 address ${nodeMac(node)} netns ${node.name}`,
      ),
      ...nodes.flatMap((node) => [
        ...link(node.addresses, nodeMac(node), node.name, families),
        ...families.map(
          ({ podRange, nodeAddress }) =>
            `route add ${podRange(node.number)} via ${nodeAddress(node.number)} dev ${node.name} onlink`,
        ),
      ]),
    ]),
  ].join("\n");
}

function nodeNetwork(node: LocalNode, families: Families): string {
  return within(node.name, [
    ...routerSysctls(families),
    batch([
      "link set lo up",
      ...uplink(families, node.addresses),
      // Without it a packet to an address that no pod has would go round between node and fabric.
      ...families.map(({ podRange }) => `route add unreachable ${podRange(node.number)}`),
    ]),
  ]);
}

/** Addresses on eth0, and a default route of each family through it. */
function uplink(families: Families, addresses: readonly string[]): readonly string[] {
  return [
    ...zip(families, addresses).map(
      ([{ name, hostPrefix }, address]) =>
        `address add ${address}/${hostPrefix} dev eth0${name === "ipv6" ? " nodad" : ""}`,
    ),
    linkUp("eth0", families),
    ...families.flatMap(({ gateway }) => [
      `neighbor add ${gateway} lladdr ${ROUTER_MAC} dev eth0 nud permanent`,
      `route add default via ${gateway} dev eth0 onlink`,
    ]),
  ];
}

/** Routes to the addresses at the other end of a link. */
function link(
  addresses: readonly string[],
  mac: string,
  device: string,
  families: Families,
): readonly string[] {
  return [
    linkUp(device, families),
    ...addresses.flatMap((address) => [
      `neighbor add ${address} lladdr ${mac} dev ${device} nud permanent`,
      `route add ${address} dev ${device}`,
    ]),
  ];
}

/** Without addresses of the kernel's own, which would be probed for duplicates and announced. */
function linkUp(device: string, families: Families): string {
  return `link set ${device}${families.some(({ name }) => name === "ipv6") ? " addrgenmode none" : ""} up`;
}

function nodeMac({ number }: LocalNode): string {
  return `02:ee:00:00:01:${number.toString(16).padStart(2, "0")}`;
}

function batch(commands: readonly string[]): string {
  return ["ip -batch - <<'BATCH'", ...commands, "BATCH"].join("\n");
}

function within(netns: string, script: readonly string[]): string {
  return [`nsenter --net=/run/netns/${netns} sh -e <<'WITHIN'`, ...script, "WITHIN"].join("\n");
}
