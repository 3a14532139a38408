/**
 * Random NetworkPolicies that the API would accept, over every form that it knows. Labels, ports and addresses are those
 * of `PLAYGROUND`, so that policies neither always match nor never.
 */
import fc from "fast-check";
import type {
  ClusterState,
  EgressRule,
  Flow,
  IngressRule,
  IpBlock,
  LabelSelector,
  NetworkPolicy,
  NetworkPolicySpec,
  PolicyPeer,
  PolicyPort,
  Protocol,
  SelectorRequirement,
} from "../../../../src/model/index.ts";
import { policy } from "../../../model/build.ts";
import { world } from "../../world.ts";

/** Five pods in three namespaces: labels `pod` and `ns`, addresses 10.0.0.1 to 10.0.0.5 and fd00::1 to fd00::5. */
export const PLAYGROUND: ClusterState = world("x/a x/b y/a y/b z/a");

/** Every pod to every port of every pod, itself included. */
export const PLAYGROUND_FLOWS: readonly Flow[] = PLAYGROUND.pods.flatMap((source) =>
  PLAYGROUND.pods.flatMap((target) =>
    target.ports.map(({ port, protocol }) => ({ source: source.ref, target: target.ref, port, protocol })),
  ),
);

const few = { maxLength: 2 };

/** Selectors over a key that the labelled have, with values of theirs, and over one that they lack. */
function selectors(present: string, ...values: readonly string[]): fc.Arbitrary<LabelSelector> {
  const key = fc.constantFrom(present, present, "absent");
  const value = fc.constantFrom(...values);
  const requirement: fc.Arbitrary<SelectorRequirement> = fc.oneof(
    fc.record({
      key,
      operator: fc.constantFrom("In" as const, "NotIn" as const),
      values: fc.uniqueArray(value, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ key, operator: fc.constantFrom("Exists" as const, "DoesNotExist" as const) }),
  );
  return fc.record(
    {
      matchLabels: fc.dictionary(fc.constant(present), value, { maxKeys: 1 }),
      matchExpressions: fc.array(requirement, few),
    },
    { requiredKeys: [] },
  );
}

const podSelector = selectors("pod", "a", "b");
const namespaceSelector = selectors("ns", "x", "y", "z");

/** Blocks that divide the pods' addresses, each with excepts that lie within it. */
const BLOCKS: readonly (readonly [cidr: string, excepts: readonly string[]])[] = [
  ["0.0.0.0/0", ["10.0.0.2/32", "10.0.0.4/31", "10.0.0.0/8"]],
  ["10.0.0.0/30", ["10.0.0.1/32", "10.0.0.2/31"]],
  ["10.0.0.4/32", []],
  ["::/0", ["fd00::2/128", "fd00::4/127", "fd00::/16"]],
  ["fd00::/126", ["fd00::1/128", "fd00::2/127"]],
  ["fd00::4/128", []],
];

const ipBlock: fc.Arbitrary<IpBlock> = fc
  .constantFrom(...BLOCKS)
  .chain(([cidr, excepts]) =>
    fc.record({ cidr: fc.constant(cidr), except: fc.subarray([...excepts]) }, { requiredKeys: ["cidr"] }),
  );

const peerBySelectors: fc.Arbitrary<PolicyPeer> = fc.record(
  { podSelector, namespaceSelector },
  { requiredKeys: [] },
);

const peers: fc.Arbitrary<PolicyPeer> = fc.oneof(
  { weight: 2, arbitrary: peerBySelectors },
  fc.record({ ipBlock }),
);

const protocol: fc.Arbitrary<Protocol> = fc.constantFrom("TCP", "UDP", "SCTP");
const number = fc.integer({ min: 79, max: 82 });
const name = fc.constantFrom("serve-80-tcp", "serve-81-tcp", "serve-81-udp", "serve-80-sctp", "nobody");

const ports: fc.Arbitrary<PolicyPort> = fc.oneof(
  fc.record({ protocol, port: number }, { requiredKeys: [] }),
  fc.record({ protocol, port: name }, { requiredKeys: ["port"] }),
  fc.tuple(fc.option(protocol, { nil: undefined }), fc.tuple(number, number)).map(([over, ends]) => ({
    ...(over === undefined ? {} : { protocol: over }),
    port: Math.min(...ends),
    endPort: Math.max(...ends),
  })),
);

/** Which peers policies may have: of every form, or none that depends on addresses. */
function specsWith(peer: fc.Arbitrary<PolicyPeer>): fc.Arbitrary<NetworkPolicySpec> {
  const optional = { requiredKeys: [] };
  const ingress: fc.Arbitrary<IngressRule> = fc.record(
    { from: fc.array(peer, few), ports: fc.array(ports, few) },
    optional,
  );
  const egress: fc.Arbitrary<EgressRule> = fc.record(
    { to: fc.array(peer, few), ports: fc.array(ports, few) },
    optional,
  );
  return fc.record(
    {
      podSelector,
      policyTypes: fc.subarray(["Ingress", "Egress"] as const),
      ingress: fc.array(ingress, few),
      egress: fc.array(egress, few),
    },
    optional,
  );
}

function policiesOf(spec: fc.Arbitrary<NetworkPolicySpec>): fc.Arbitrary<readonly NetworkPolicy[]> {
  return fc
    .array(fc.tuple(fc.constantFrom("x", "y", "z"), spec), { minLength: 1, maxLength: 4 })
    .map((list) => list.map(([namespace, each], index) => policy(namespace, `p${index}`, each)));
}

export const arbitrarySpec: fc.Arbitrary<NetworkPolicySpec> = specsWith(peers);

export const arbitraryIngressRule: fc.Arbitrary<IngressRule> = fc.record(
  { from: fc.array(peers, few), ports: fc.array(ports, few) },
  { requiredKeys: [] },
);

/** One to four policies `p0`, `p1`… of namespaces x, y and z. */
export const arbitraryPolicies: fc.Arbitrary<readonly NetworkPolicy[]> = policiesOf(arbitrarySpec);

export const policiesWithoutBlocks: fc.Arbitrary<readonly NetworkPolicy[]> = policiesOf(
  specsWith(peerBySelectors),
);
