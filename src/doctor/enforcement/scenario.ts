import {
  type IpFamily,
  type NetworkPolicy,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  type Pod,
  podRef,
  type Rule,
  type Scenario,
  type ServedPort,
} from "../../model/index.ts";
import type { Part } from "./enforcement-facts.ts";

/** What each port shows: that of TCP, and that of UDP. */
export const PORTS: Readonly<Record<Part, readonly [number, number]>> = {
  open: [8080, 8090],
  ingress: [8081, 8091],
  egress: [8082, 8092],
};

const ROLE_LABEL = "netverdict-doctor";

export interface DoctorScenario {
  readonly namespace: string;
  /** How many nodes take part. */
  readonly nodes: number;
  readonly families: readonly IpFamily[];
  /** How long the cluster is given to enforce, in ms. */
  readonly settleMs: number;
}

/**
 * A source and a target on each node. In one step the policy of the targets closes a port of each protocol, and that of the sources
 * another, so that each denial is of one direction.
 */
export function doctorScenario({ namespace, nodes, families, settleMs }: DoctorScenario): Scenario {
  const numbers = Array.from({ length: nodes }, (_, index) => index + 1);
  return {
    name: "does this cluster enforce NetworkPolicy?",
    tags: [],
    parameters: {},
    requires: [],
    namespaces: [namespaceWithImpliedLabel(namespace)],
    pods: numbers.flatMap((number) => [source(namespace, number), target(namespace, number)]),
    services: [],
    steps: [
      {
        name: "one port closed by ingress, one by egress",
        changes: policies(namespace).map((object) => ({ action: "apply", object })),
        refused: [],
        waitMs: 0,
        expect: { default: "allow", rules: RULES },
      },
    ],
    flows: { loopback: false, via: ["pod-ip"], families },
    timeouts: { probeMs: "auto", settleMs, hold: 2 },
  };
}

/** The pods of a node, by its number in the scenario. */
export function podNames(number: number): { readonly source: string; readonly target: string } {
  return { source: `source-${number}`, target: `target-${number}` };
}

function source(namespace: string, number: number): Pod {
  return podOf(namespace, podNames(number).source, "source", number, []);
}

function target(namespace: string, number: number): Pod {
  const ports = Object.values(PORTS).flatMap(([tcp, udp]): readonly ServedPort[] => [
    { port: tcp, protocol: "TCP" },
    { port: udp, protocol: "UDP" },
  ]);
  return podOf(namespace, podNames(number).target, "target", number, ports);
}

function podOf(
  namespace: string,
  name: string,
  role: string,
  number: number,
  ports: readonly ServedPort[],
): Pod {
  const ref = podRef(namespace, name);
  return { ref, namespace, name, labels: { [ROLE_LABEL]: role }, ports, node: `node-${number}` };
}

function policies(namespace: string): readonly NetworkPolicy[] {
  return [
    policy(namespace, "target", { policyTypes: ["Ingress"], ingress: [{ ports: portsBut("ingress") }] }),
    policy(namespace, "source", { policyTypes: ["Egress"], egress: [{ ports: portsBut("egress") }] }),
  ];
}

function policy(
  namespace: string,
  role: string,
  spec: Omit<NetworkPolicySpec, "podSelector">,
): NetworkPolicy {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace, name: role },
    spec: { podSelector: { matchLabels: { [ROLE_LABEL]: role } }, ...spec },
  };
}

function portsBut(closed: Part) {
  const open = Object.entries(PORTS).filter(([part]) => part !== closed);
  return open.flatMap(([, [tcp, udp]]) => [
    { protocol: "TCP" as const, port: tcp },
    { protocol: "UDP" as const, port: udp },
  ]);
}

const ANY_POD = { namespace: "*", name: "*" };

const RULES: readonly Rule[] = [
  ...PORTS.ingress.map((port): Rule => ({ expect: "deny", source: ANY_POD, target: ANY_POD, port })),
  ...PORTS.egress.map(
    (port): Rule => ({
      expect: "deny",
      source: { ...ANY_POD, labels: { [ROLE_LABEL]: "source" } },
      target: ANY_POD,
      port,
    }),
  ),
];
