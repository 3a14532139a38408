import assert from "node:assert/strict";
import {
  type IngressRule,
  isNetworkPolicy,
  namespaceWithImpliedLabel,
  type PolicyPeer,
  type RemedyStep,
} from "../../../../src/model/index.ts";
import { appliedRemedy } from "../../../../src/policy/kinds/network-policy/applied-remedy.ts";
import { pod, policy } from "../../../model/build.ts";
import { world } from "../../world.ts";

const OTHER: IngressRule = { from: [{ podSelector: { matchLabels: { pod: "z" } } }], ports: [{ port: 1 }] };
const FIRST: PolicyPeer = { podSelector: { matchLabels: { pod: "y" } } };
/** A peer of exactly y/b. */
const B: PolicyPeer = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "y" } },
  podSelector: { matchLabels: { pod: "b" } },
};
const end = { pod: pod("y/b", { pod: "b" }), namespace: namespaceWithImpliedLabel("y", { ns: "y" }) };

/** The state of x/a, y/b and y/c after steps in the policy's second rule, through its second peer. */
function changed(rule: IngressRule, ...steps: readonly RemedyStep[]) {
  const before = policy("x", "p", { podSelector: {}, ingress: [OTHER, rule] });
  const state = world("x/a y/b y/c", [before]);
  const result = appliedRemedy("Ingress", before, end, 1)(state, { policy: "x/p", rule: 1, steps });
  const [first, ...others] = result.policies;
  assert.ok(first !== undefined && isNetworkPolicy(first) && others.length === 0);
  return { result, before, state, ingress: first.spec.ingress };
}

/** The second rule after steps; the first is as it was, and there is no third. */
function ruleAfter(rule: IngressRule, ...steps: readonly RemedyStep[]): IngressRule | undefined {
  const { ingress = [] } = changed(rule, ...steps);
  assert.deepEqual([ingress.length, ingress[0]], [2, OTHER]);
  return ingress[1];
}

/** The labels of y/b and of namespace y after steps that leave all else as it was. */
function labelsAfter(...steps: readonly RemedyStep[]) {
  const { result, before, state } = changed({ ports: [{ port: 80 }] }, ...steps);
  const [x, y] = result.namespaces;
  const [a, b, c] = result.pods;
  assert.deepEqual(result.policies, [before]);
  assert.deepEqual([x, a, c], [state.namespaces[0], state.pods[0], state.pods[2]]);
  return { pod: b?.labels, namespace: y?.labels };
}

const NAMESPACE = { ns: "y", "kubernetes.io/metadata.name": "y" };

describe("a state after a remedy", () => {
  it("has the first value of a label that was to be set, on the pod or the namespace that was meant", () => {
    assert.deepEqual(
      labelsAfter({ kind: "set-label", of: "pod", name: "y/b", key: "tier", values: ["1", "2"] }),
      { pod: { pod: "b", tier: "1" }, namespace: NAMESPACE },
    );
    assert.deepEqual(
      labelsAfter({ kind: "set-label", of: "namespace", name: "y", key: "tier", values: ["1", "2"] }),
      { pod: { pod: "b" }, namespace: { ...NAMESPACE, tier: "1" } },
    );
  });

  it("has some other value of a label where some are excluded", () => {
    for (const except of [["", "a"], ["x"], ["a"], []]) {
      const { pod: labels } = labelsAfter({ kind: "add-label", of: "pod", name: "y/b", key: "tier", except });
      const { tier: value } = labels ?? {};
      assert.ok(value !== undefined && !except.includes(value), `${value} is among ${except}`);
    }
  });

  it("lacks a label that was to be taken off", () => {
    assert.deepEqual(
      labelsAfter({ kind: "remove-label", of: "namespace", name: "y", key: "ns", value: "y" }).namespace,
      { "kubernetes.io/metadata.name": "y" },
    );
  });

  it("has another peer in the place of the one that was meant", () => {
    const rule: IngressRule = { from: [FIRST, { podSelector: {} }, FIRST] };
    const from = (step: RemedyStep) => ruleAfter(rule, step)?.from;
    const { namespaceSelector = {} } = B;
    assert.deepEqual(from({ kind: "select-namespace", pod: "y/b" }), [
      FIRST,
      { podSelector: {}, namespaceSelector },
      FIRST,
    ]);
    assert.deepEqual(from({ kind: "fill-peer", pod: "y/b" }), [FIRST, B, FIRST]);
  });

  it("has one except less in the block that was meant, and the others still", () => {
    const block = (...except: readonly string[]): PolicyPeer => ({ ipBlock: { cidr: "10.0.0.0/8", except } });
    const all = block("10.1.0.0/16", "10.2.0.0/16", "10.3.0.0/16");
    assert.deepEqual(
      ruleAfter({ from: [all, all, all] }, { kind: "remove-except", except: "10.2.0.0/16" })?.from,
      [all, block("10.1.0.0/16", "10.3.0.0/16"), all],
    );
  });

  it("has one peer more, by address or by labels", () => {
    const from = (step: RemedyStep) => ruleAfter({ from: [FIRST, FIRST] }, step)?.from;
    const block = (cidr: string) => [FIRST, FIRST, { ipBlock: { cidr } }];
    assert.deepEqual(from({ kind: "add-block", address: "10.0.0.2" }), block("10.0.0.2/32"));
    assert.deepEqual(from({ kind: "add-block", address: "fd00::2" }), block("fd00::2/128"));
    assert.deepEqual(from({ kind: "select-pod", pod: "y/b", family: "ipv6" }), [FIRST, FIRST, B]);
  });

  it("has one port more in the rule", () => {
    assert.deepEqual(
      ruleAfter({ ports: [{ port: 81 }] }, { kind: "add-port", port: 80, protocol: "UDP" })?.ports,
      [{ port: 81 }, { port: 80, protocol: "UDP" }],
    );
  });

  it("has another name for the target's port, and no other rule, where the rule asks for a name", () => {
    const rule: IngressRule = { ports: [{ port: "web" }] };
    const naming = { name: "web", target: "x/a" } as const;
    const { result, state, ingress } = changed(rule, { kind: "add-port", port: 80, protocol: "TCP", naming });
    assert.deepEqual(ingress, [OTHER, rule]);
    const [a, ...others] = result.pods;
    assert.deepEqual(others, state.pods.slice(1));
    const before = state.pods[0]?.ports ?? [];
    assert.deepEqual(a?.ports, [
      ...before.filter(({ name }) => name !== "serve-80-tcp"),
      { port: 80, protocol: "TCP", name: "web" },
    ]);
  });

  it("has one rule more, for the pod and the port alone", () => {
    const rule: IngressRule = { ports: [{ port: 81 }] };
    const { ingress } = changed(rule, { kind: "add-rule", port: 80, protocol: "TCP", pod: "y/b" });
    assert.deepEqual(ingress, [OTHER, rule, { from: [B], ports: [{ port: 80, protocol: "TCP" }] }]);
  });
});
