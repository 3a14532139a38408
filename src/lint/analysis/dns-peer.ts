import type { Inventory } from "../../manifest/inventory.ts";
import {
  type LabelSelector,
  NAMESPACE_NAME_LABEL,
  type PolicyPeer,
  type PolicyPort,
  requirementsOf,
  selects,
} from "../../model/index.ts";
import { type DirectedRule, isAny } from "./directed-rule.ts";
import { overlap, parseNetwork } from "./ip-range.ts";
import { isPortWithin } from "./redundancy/coverage.ts";
import { mayBeMeant } from "./scope.ts";

/**
 * Whether an egress rule lets pods ask the cluster's DNS over a protocol, or may. Who writes port 53 knows where DNS is;
 * other rules must mean something that can be it.
 */
export function allowsDns(rule: DirectedRule, protocol: "UDP" | "TCP", inventory: Inventory): boolean {
  const { ports = [], peers = [] } = rule;
  if (ports.some((port) => isForDns(port, protocol))) return true;
  const allowsPort =
    isAny(ports) ||
    ports.some((written) => DNS_PORTS.some((port) => isPortWithin({ protocol, port }, written)));
  return allowsPort && (isAny(peers) || peers.some((peer) => mayBeDns(peer, rule, inventory)));
}

/** The usual one, and the one on which the DNS pods of OpenShift listen: policies mean the ports of pods. */
const DNS_PORTS: readonly number[] = [53, 5353];

/** A port that is DNS by its number or name. */
export function isForDns({ port, protocol = "TCP", endPort }: PolicyPort, wanted: "UDP" | "TCP"): boolean {
  if (protocol !== wanted) return false;
  return typeof port === "string"
    ? /dns|domain/.test(port)
    : port !== undefined && DNS_PORTS.includes(port) && (endPort ?? port) === port;
}

function mayBeDns(peer: PolicyPeer, { policy }: DirectedRule, inventory: Inventory): boolean {
  const { ipBlock, namespaceSelector, podSelector = {} } = peer;
  if (ipBlock !== undefined) return mayHoldDns(ipBlock.cidr);
  if (namespaceSelector !== undefined) return mayBeSystem(namespaceSelector, inventory);
  return policy.namespace === undefined || policy.namespace === SYSTEM || namesDns(podSelector);
}

const SYSTEM = "kube-system";

/** Labels that this namespace has on most clusters. */
const SYSTEM_LABELS = { [NAMESPACE_NAME_LABEL]: SYSTEM, name: SYSTEM };

function mayBeSystem(selector: LabelSelector, inventory: Inventory): boolean {
  const isKnown = inventory.namespaces.some(({ name }) => name === SYSTEM);
  if (isKnown && mayBeMeant(selector, SYSTEM, inventory)) return true;
  return selects(selector, SYSTEM_LABELS) || namesDns(selector);
}

function namesDns(selector: LabelSelector): boolean {
  return requirementsOf(selector).some(({ values = [] }) =>
    values.some((value) => /dns|kube-system/.test(value)),
  );
}

const PRIVATE = [
  "10.0.0.0/8",
  "172.16.0.0/12",
  "192.168.0.0/16",
  "100.64.0.0/10",
  "169.254.0.0/16",
  "fc00::/7",
  "fe80::/10",
].flatMap((cidr) => parseNetwork(cidr) ?? []);

function mayHoldDns(cidr: string): boolean {
  const network = parseNetwork(cidr);
  return network === undefined || PRIVATE.some((range) => overlap(network, range));
}
