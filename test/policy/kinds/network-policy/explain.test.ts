import assert from "node:assert/strict";
import fc from "fast-check";
import {
  type Addresses,
  type ClusterState,
  type Flow,
  flowName,
  type NetworkPolicySpec,
  type PodRef,
} from "../../../../src/model/index.ts";
import {
  type DirectionExplanation,
  type Explanation,
  explainFlow,
  type PeerMismatch,
  type PortMismatch,
} from "../../../../src/policy/index.ts";
import { flow, policy } from "../../../model/build.ts";
import { addressesOf, world } from "../../world.ts";
import { arbitraryPolicies, PLAYGROUND, PLAYGROUND_FLOWS } from "./arbitrary-policies.ts";

const ADDRESSES = addressesOf(PLAYGROUND);

/** What is said of ingress when y/b dials x/a, which one policy with these rules selects. */
function intoA(ingress: NetworkPolicySpec["ingress"], changes: Partial<Flow> = {}): DirectionExplanation {
  const state = world("x/a x/b y/a y/b", [policy("x", "p", ingress === undefined ? {} : { ingress })]);
  return onlyConnection(explainFlow(state, addressesOf(state), { ...flow("y/b", "x/a"), ...changes }))
    .ingress;
}

function onlyConnection({ connections }: Explanation) {
  const [connection, ...more] = connections;
  assert.ok(connection !== undefined && more.length === 0);
  return connection;
}

/** What keeps the only peer of the only rule from meaning y/b. */
function peerMisses(peer: NonNullable<NonNullable<NetworkPolicySpec["ingress"]>[number]["from"]>[number]) {
  return intoA([{ from: [peer] }]).policies[0]?.rules[0]?.peers[0];
}

function portMisses(
  port: NonNullable<NonNullable<NetworkPolicySpec["ingress"]>[number]["ports"]>[number],
  changes: Partial<Flow> = {},
): readonly PortMismatch[] | undefined {
  return intoA([{ ports: [port] }], changes).policies[0]?.rules[0]?.ports[0];
}

describe("the explanation of a flow", () => {
  it("says of a pod that no policy selects that it is not isolated", () => {
    const state = world("x/a y/b");
    const { egress, allowed } = onlyConnection(explainFlow(state, ADDRESSES, flow("y/b", "x/a")));
    assert.equal(allowed, true);
    assert.deepEqual(egress, {
      direction: "Egress",
      allowed: true,
      selecting: [],
      pod: "y/b",
      peer: "x/a",
      policies: [],
      words: [],
      tiers: [],
    });
  });

  it("names the rule that decided, and why the others do not match", () => {
    const { allowedBy, policies, remedy } = intoA([{ ports: [{ port: 81 }] }, { ports: [{ port: 80 }] }]);
    assert.deepEqual(allowedBy, { policy: "x/p", rule: 1 });
    assert.deepEqual(
      policies[0]?.rules.map(({ matches }) => matches),
      [false, true],
    );
    assert.equal(remedy, undefined);
  });

  it("names each requirement of a selector that is not met, of the pod and of its namespace", () => {
    const namespaceSelector = {
      matchLabels: { ns: "z", team: "a" },
      matchExpressions: [{ key: "ns", operator: "Exists" as const }],
    };
    const podSelector = { matchExpressions: [{ key: "pod", operator: "NotIn" as const, values: ["b"] }] };
    const expected: readonly PeerMismatch[] = [
      {
        kind: "label",
        of: "namespace",
        name: "y",
        requirement: { key: "ns", operator: "In", values: ["z"] },
        has: "y",
      },
      {
        kind: "label",
        of: "namespace",
        name: "y",
        requirement: { key: "team", operator: "In", values: ["a"] },
      },
      {
        kind: "label",
        of: "pod",
        name: "y/b",
        requirement: { key: "pod", operator: "NotIn", values: ["b"] },
        has: "b",
      },
    ];
    assert.deepEqual(peerMisses({ namespaceSelector, podSelector }), expected);
  });

  it("says of a label with the name of something that every object has that it is not there", () => {
    const requirement = { key: "constructor", operator: "In" as const, values: ["a"] };
    assert.deepEqual(peerMisses({ podSelector: { matchExpressions: [requirement] } }), [
      { kind: "other-namespace", pod: "y/b", namespace: "x" },
      { kind: "label", of: "pod", name: "y/b", requirement },
    ]);
  });

  it("gives the address that blocks are compared with, if any of several policies has blocks", () => {
    const block = [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }];
    const state = world("x/a y/b", [policy("x", "p", { ingress: block }), policy("x", "q", {})]);
    const { ingress } = onlyConnection(explainFlow(state, addressesOf(state), flow("y/b", "x/a")));
    assert.equal(ingress.peerAddress, "10.0.0.2");
  });

  it("says that a podSelector alone does not reach into other namespaces", () => {
    assert.deepEqual(peerMisses({ podSelector: {} }), [
      { kind: "other-namespace", pod: "y/b", namespace: "x" },
    ]);
  });

  it("says whether an address is outside of a block or in one of its excepts", () => {
    assert.deepEqual(peerMisses({ ipBlock: { cidr: "10.0.0.0/30" } }), [
      { kind: "outside", address: "10.0.0.4", cidr: "10.0.0.0/30" },
    ]);
    assert.deepEqual(
      peerMisses({ ipBlock: { cidr: "10.0.0.0/8", except: ["10.0.0.0/30", "10.0.0.4/31"] } }),
      [{ kind: "excepted", address: "10.0.0.4", except: "10.0.0.4/31" }],
    );
    assert.equal(intoA([{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }]).peerAddress, "10.0.0.4");
    assert.equal("peerAddress" in intoA([{}]), false);
    assert.equal(intoA([{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }, {}]).peerAddress, "10.0.0.4");
  });

  it("says that a pod has no address in the family that is dialed", () => {
    const from = [{ ipBlock: { cidr: "::/0" } }];
    const state = world("x/a y/b", [policy("x", "p", { ingress: [{ from }] })]);
    const addresses: Addresses = new Map<PodRef, readonly string[]>([
      ["x/a", ["fd00::1"]],
      ["y/b", ["10.0.0.4"]],
    ]);
    const { ingress } = onlyConnection(explainFlow(state, addresses, flow("y/b", "x/a")));
    assert.deepEqual(ingress.policies[0]?.rules[0]?.peers[0], [
      { kind: "no-address", pod: "y/b", family: "ipv6" },
    ]);
  });

  it("says of a peer without any field that it means nobody", () => {
    assert.deepEqual(peerMisses({}), [{ kind: "empty" }]);
  });

  it("says on what a port fails: its protocol, its number, a range or a name", () => {
    const dialed = { dialed: 80, protocol: "TCP" } as const;
    assert.deepEqual(portMisses({ port: 81 }), [{ kind: "number", first: 81, last: 81, ...dialed }]);
    assert.deepEqual(portMisses({ port: 81, endPort: 90 }), [
      { kind: "number", first: 81, last: 90, ...dialed },
    ]);
    assert.deepEqual(portMisses({ port: "nobody" }), [
      { kind: "name", name: "nobody", has: [], target: "x/a", ...dialed },
    ]);
    assert.deepEqual(portMisses({ port: "serve-81-tcp" }), [
      { kind: "name", name: "serve-81-tcp", has: [81], target: "x/a", ...dialed },
    ]);
    assert.deepEqual(portMisses({ port: 80 }, { protocol: "UDP" }), [
      { kind: "protocol", wanted: "TCP", dialed: "UDP" },
    ]);
    assert.equal(portMisses({ protocol: "UDP", port: 81 })?.length, 2);
  });

  it("finds the rule that needs the least, over all policies", () => {
    const far = { from: [{ podSelector: {} }], ports: [{ port: 81 }] };
    const state = world("x/a y/b", [
      policy("x", "far", { ingress: [far] }),
      policy("x", "near", {
        ingress: [far, { from: [{ podSelector: {} }, { namespaceSelector: {} }], ports: [{ port: 81 }] }],
      }),
    ]);
    assert.deepEqual(onlyConnection(explainFlow(state, ADDRESSES, flow("y/b", "x/a"))).ingress.remedy, {
      policy: "x/near",
      rule: 1,
      steps: [{ kind: "add-port", port: 80, protocol: "TCP" }],
    });
  });

  it("names a policy to add a rule to where there is no rule at all", () => {
    assert.deepEqual(intoA([]).remedy, {
      policy: "x/p",
      steps: [{ kind: "add-rule", port: 80, protocol: "TCP", pod: "y/b" }],
    });
  });

  it("explains each endpoint of a Service, by the pod and the port behind it", () => {
    const denial = policy("x", "p", { podSelector: { matchLabels: { pod: "b" } } });
    const state = world("x/a x/b y/a", [denial]);
    const endpoints = [
      { pod: "x/a" as const, port: 80 },
      { pod: "x/b" as const, port: 81 },
    ];
    const toService: Flow = { ...flow("y/a", "x/web", 8080), via: "service", endpoints };
    const { decision, connections } = explainFlow(state, addressesOf(state), toService);
    assert.equal(decision.depends, true);
    assert.deepEqual(
      connections.map(({ target, port, allowed }) => `${target}:${port} ${allowed}`),
      ["x/a:80 true", "x/b:81 false"],
    );
    assert.deepEqual(explainFlow(state, new Map(), { ...toService, endpoints: [] }).connections, []);
  });

  it("agrees with the decision, whatever the policies", () => {
    const flows = fc.constantFrom(...PLAYGROUND_FLOWS);
    const families = fc.constantFrom({}, { family: "ipv4" as const }, { family: "ipv6" as const });
    fc.assert(
      fc.property(arbitraryPolicies, flows, families, (policies, base, family) => {
        const state: ClusterState = { ...PLAYGROUND, policies };
        const { egress, ingress } = onlyConnection(explainFlow(state, ADDRESSES, { ...base, ...family }));
        for (const direction of [egress, ingress]) assertConsistent(direction, flowName(base));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The first rule that matches is the one that allows; without one something helps. */
function assertConsistent(explained: DirectionExplanation, name: string): void {
  const { policies, allowed, allowedBy, remedy, selecting, pod, peer } = explained;
  const [first] = policies.flatMap(({ policy, rules }) =>
    rules.flatMap(({ matches }, rule) => (matches ? [{ policy, rule }] : [])),
  );
  assert.deepEqual(first, allowedBy, name);
  assert.deepEqual(
    policies.map(({ policy }) => policy),
    selecting,
  );
  assert.equal(allowed, selecting.length === 0 || first !== undefined || pod === peer, name);
  assert.equal(remedy === undefined, allowed, name);
  if (remedy !== undefined) assert.ok(remedy.steps.length > 0, name);
}
