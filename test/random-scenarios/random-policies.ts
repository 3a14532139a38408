import fc from "fast-check";
import type {
  EgressRule,
  IpBlock,
  IpFamily,
  LabelSelector,
  NetworkPolicySpec,
  PodRef,
  PolicyPeer,
  PolicyPort,
  SelectorRequirement,
} from "../../src/model/index.ts";

/** Labels that pods bear, and such as none does. */
const podLabel = fc.constantFrom(["app", "a"], ["app", "b"], ["tier", "1"], ["tier", "2"], ["app", "z"]);
const namespaceLabel = fc.constantFrom(["team", "red"], ["team", "blue"], ["team", "green"]);
const podKey = fc.constantFrom("app", "tier", "absent");
const namespaceKey = fc.constantFrom("team", "kubernetes.io/metadata.name", "absent");

type Label = readonly string[];

function requirement(
  key: fc.Arbitrary<string>,
  value: fc.Arbitrary<string>,
): fc.Arbitrary<SelectorRequirement> {
  return fc.oneof(
    fc.record({
      key,
      operator: fc.constantFrom("In" as const, "NotIn" as const),
      values: fc.uniqueArray(value, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({ key, operator: fc.constantFrom("Exists" as const, "DoesNotExist" as const) }),
  );
}

function selector(
  label: fc.Arbitrary<Label>,
  requirements: fc.Arbitrary<SelectorRequirement>,
): fc.Arbitrary<LabelSelector> {
  const matchLabels = fc
    .array(label, { minLength: 1, maxLength: 2 })
    .map((labels) => Object.fromEntries(labels));
  const matchExpressions = fc.array(requirements, { minLength: 1, maxLength: 2 });
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant({}) },
    { weight: 3, arbitrary: matchLabels.map((each) => ({ matchLabels: each })) },
    { weight: 3, arbitrary: matchExpressions.map((each) => ({ matchExpressions: each })) },
    { weight: 1, arbitrary: fc.record({ matchLabels, matchExpressions }) },
  );
}

const podSelector = selector(podLabel, requirement(podKey, fc.constantFrom("a", "b", "1", "2", "z")));

const protocol = fc.constantFrom("TCP" as const, "UDP" as const, "SCTP" as const);
const ranges = [
  [1, 65535],
  [53, 80],
  [80, 81],
  [81, 81],
  [54, 79],
] as const;
/** Ports that pods serve, by number and by name: at random these would be rare. */
const served: readonly PolicyPort[] = [
  { port: 80 },
  { port: 81 },
  { port: "web" },
  { port: "dns", protocol: "UDP" },
  { port: 53, protocol: "UDP" },
];
const port: fc.Arbitrary<PolicyPort> = fc.oneof(
  { weight: 2, arbitrary: fc.constantFrom(...served) },
  fc.record(
    { protocol, port: fc.constantFrom<number | string>(80, 81, 53, 5353, "web", "dns", "nobody") },
    { requiredKeys: ["port"] },
  ),
  fc
    .tuple(fc.constantFrom(...ranges), fc.option(protocol, { nil: undefined }))
    .map(([[first, endPort], each]) => ({ port: first, endPort, ...(each && { protocol: each }) })),
  fc.record({ protocol }),
  fc.constant({}),
);

/** What policies may speak of: it is there all the time. */
export interface Spoken {
  readonly namespaces: readonly string[];
  readonly pods: readonly PodRef[];
  /** With a cluster IP. */
  readonly services: readonly PodRef[];
  readonly families: readonly IpFamily[];
}

/** Specs over every form that the API knows; addresses of the given pods, by placeholders. */
export function randomSpec({
  namespaces,
  pods,
  services,
  families,
}: Spoken): fc.Arbitrary<NetworkPolicySpec> {
  const names = fc.constantFrom(...namespaces, "nowhere");
  const namespaceSelector = selector(
    fc.oneof(
      namespaceLabel,
      names.map((name) => ["kubernetes.io/metadata.name", name]),
    ),
    requirement(namespaceKey, fc.oneof(fc.constantFrom("red", "blue"), names)),
  );
  const peer: fc.Arbitrary<PolicyPeer> = fc.oneof(
    fc.record({ podSelector }),
    fc.record({ namespaceSelector }),
    fc.record({ podSelector, namespaceSelector }),
    fc.record({ ipBlock: randomBlock(pods, services, families) }),
  );
  const peers = fc.array(peer, { maxLength: 3 });
  const ports = fc.array(port, { maxLength: 3 });
  const egress: fc.Arbitrary<EgressRule> = fc.oneof(
    { weight: 4, arbitrary: fc.record({ to: peers, ports }, { requiredKeys: [] }) },
    { weight: 1, arbitrary: fc.constant(TO_DNS) },
  );
  return fc.record(
    {
      podSelector,
      policyTypes: fc.constantFrom(["Ingress"] as const, ["Egress"] as const, ["Ingress", "Egress"] as const),
      ingress: fc.array(fc.record({ from: peers, ports }, { requiredKeys: [] }), { maxLength: 2 }),
      egress: fc.array(egress, { maxLength: 2 }),
    },
    { requiredKeys: ["podSelector"] },
  );
}

/** Without it who is isolated for egress resolves no name. */
const TO_DNS: EgressRule = {
  to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } }],
  ports: [{ port: 53, protocol: "UDP" }],
};

const RANGES: Readonly<Record<IpFamily, readonly string[]>> = {
  ipv4: ["10.244.0.0/16", "10.0.0.0/8", "0.0.0.0/0"],
  ipv6: ["fd00:10:244::/48", "fd00::/8", "::/0"],
};
const PREFIXES: Readonly<Record<IpFamily, readonly number[]>> = {
  ipv4: [24, 28, 30, 31, 32],
  ipv6: [64, 112, 126, 127, 128],
};

/** A wide block without some of the pods' smaller ones, which may overlap; or a small one, around some address. */
function randomBlock(
  pods: readonly PodRef[],
  services: readonly PodRef[],
  families: readonly IpFamily[],
): fc.Arbitrary<IpBlock> {
  const pod = fc.constantFrom(...pods);
  return fc.constantFrom(...families).chain((family) => {
    const small = fc
      .tuple(pod, fc.constantFrom(...PREFIXES[family]))
      .map(([ref, prefix]) => `\${cidr(${ref}, ${prefix}, ${family})}`);
    const others = fc.oneof(
      pod.map((ref) => `node-ip(${ref}, ${family})`),
      fc.constantFrom(...services).map((ref) => `cluster-ip(${ref}, ${family})`),
    );
    return fc.oneof(
      fc.record({
        cidr: fc.constantFrom(...RANGES[family]),
        except: fc.uniqueArray(small, { maxLength: 4 }),
      }),
      small.map((cidr) => ({ cidr })),
      others.map((call) => ({ cidr: `\${${call}}/${family === "ipv4" ? 32 : 128}` })),
    );
  });
}
