import {
  type Addresses,
  type ClusterState,
  type NetworkPolicy,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  type Pod,
  podRef,
  type ServedPort,
} from "../../src/model/index.ts";

export interface WorldSize {
  readonly pods: number;
  readonly policies: number;
}

const NAMESPACES = 20;
const APPS = 10;
const TIERS = ["web", "api", "db", "job"] as const;
const PORTS: readonly ServedPort[] = [
  { port: 80, protocol: "TCP", name: "http" },
  { port: 53, protocol: "UDP", name: "dns" },
];

/** A large cluster: pods spread over twenty namespaces, under policies of many forms that select a part of each. */
export function largeWorld({ pods, policies }: WorldSize): { state: ClusterState; addresses: Addresses } {
  const namespaces = Array.from({ length: NAMESPACES }, (_, index) =>
    namespaceWithImpliedLabel(`ns-${index}`, { team: `team-${index % 5}` }),
  );
  const all = Array.from({ length: pods }, (_, index) => podOf(index));
  return {
    state: {
      namespaces,
      pods: all,
      services: [],
      policies: Array.from({ length: policies }, (_, index) => policyOf(index)),
    },
    addresses: new Map(all.map(({ ref }, index) => [ref, [`10.${64 + (index >> 8)}.0.${index & 255}`]])),
  };
}

function podOf(index: number): Pod {
  const namespace = `ns-${index % NAMESPACES}`;
  const number = Math.floor(index / NAMESPACES);
  const name = `pod-${number}`;
  const labels = { app: `app-${number % APPS}`, tier: TIERS[number % TIERS.length] ?? "job" };
  return { ref: podRef(namespace, name), namespace, name, labels, ports: PORTS };
}

function policyOf(index: number): NetworkPolicy {
  const namespace = `ns-${index % NAMESPACES}`;
  const number = Math.floor(index / NAMESPACES);
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { namespace, name: `policy-${number}` },
    spec: specOf(number),
  };
}

/** One of five forms in turn, for one app after another. */
function specOf(number: number): NetworkPolicySpec {
  const podSelector = { matchLabels: { app: `app-${number % APPS}` } };
  const other = { matchLabels: { app: `app-${(number + 3) % APPS}` } };
  const team = { matchLabels: { team: `team-${number % 5}` } };
  const forms: readonly NetworkPolicySpec[] = [
    { podSelector: { matchExpressions: [{ key: "tier", operator: "In", values: ["web", "db"] }] } },
    { podSelector, ingress: [{ from: [{ podSelector: other }], ports: [{ port: "http" }] }] },
    { podSelector, ingress: [{ from: [{ namespaceSelector: team }], ports: [{ port: 80, endPort: 90 }] }] },
    {
      podSelector,
      policyTypes: ["Egress"],
      egress: [{ to: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.64.0.0/26", "10.65.0.0/25"] } }] }],
    },
    {
      podSelector,
      ingress: [{ from: [{ namespaceSelector: {}, podSelector: other }] }],
      egress: [
        { to: [{ podSelector: {} }, { namespaceSelector: team }] },
        { ports: [{ protocol: "UDP", port: 53 }] },
      ],
    },
  ];
  return forms[number % forms.length] ?? {};
}
