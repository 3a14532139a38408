import assert from "node:assert/strict";
import type { Endpoint, Flow, NetworkPolicy, NetworkPolicySpec } from "../../../../src/model/index.ts";
import { compilePolicies } from "../../../../src/policy/index.ts";
import { policy } from "../../../model/build.ts";
import { addressesOf, world } from "../../world.ts";

const A = { matchLabels: { pod: "a" } };

/** x/c to port 8080 of the Service y/web, which leads to port 80 of these pods. */
function toService(...pods: readonly Endpoint["pod"][]): Flow {
  const endpoints = pods.map((pod) => ({ pod, port: 80 }));
  return { source: "x/c", target: "y/web", port: 8080, protocol: "TCP", via: "cluster-ip", endpoints };
}

function decided(flow: Flow, ...policies: readonly NetworkPolicy[]) {
  const state = world("x/c y/a y/b", policies);
  return compilePolicies(state, addressesOf(state))(flow);
}

function out(egress: NetworkPolicySpec["egress"] = []): NetworkPolicy {
  return policy("x", "out", { policyTypes: ["Egress"], egress });
}

describe("a flow to a Service", () => {
  it("is decided by the pod and the port behind it", () => {
    const into = (port: number) => policy("y", "in", { podSelector: A, ingress: [{ ports: [{ port }] }] });
    assert.equal(decided(toService("y/a"), into(80)).allowed, true);
    assert.equal(decided(toService("y/a"), into(8080)).allowed, false);
  });

  it("asks about egress behind the Service too, by port, by selector and by block", () => {
    const peers = [{ namespaceSelector: {}, podSelector: A }];
    for (const rule of [
      { ports: [{ port: 80 }] },
      { ports: [{ port: "serve-80-tcp" }] },
      { to: peers },
      { to: [{ ipBlock: { cidr: "10.0.0.2/32" } }] },
    ]) {
      assert.equal(decided(toService("y/a"), out([rule])).allowed, true, JSON.stringify(rule));
    }
    assert.equal(decided(toService("y/a"), out([{ ports: [{ port: 8080 }] }])).allowed, false);
  });

  it("is allowed where every endpoint may be reached", () => {
    const { allowed, depends } = decided(toService("y/a", "y/b"), out([{ ports: [{ port: 80 }] }]));
    assert.deepEqual([allowed, depends], [true, undefined]);
  });

  it("depends on the endpoint where only some may be reached, and names who denies", () => {
    const denial = policy("y", "deny", { podSelector: { matchLabels: { pod: "b" } } });
    const { allowed, depends, ingress } = decided(toService("y/a", "y/b"), denial);
    assert.deepEqual([allowed, depends, ingress.selecting], [false, true, ["y/deny"]]);
  });

  it("is plainly denied where no endpoint may be reached", () => {
    const { allowed, depends } = decided(toService("y/a", "y/b"), policy("y", "deny", {}));
    assert.deepEqual([allowed, depends], [false, undefined]);
  });

  it("names who denies the first of several endpoints", () => {
    const closed = (name: string) =>
      policy("y", `deny-${name}`, { podSelector: { matchLabels: { pod: name } } });
    const { ingress } = decided(toService("y/a", "y/b"), closed("b"), closed("a"));
    assert.deepEqual(ingress.selecting, ["y/deny-a"]);
  });

  it("reaches nothing without endpoints, though no policy denies it", () => {
    const passed = { allowed: true, selecting: [], tiers: [] };
    assert.deepEqual(decided(toService(), out()), {
      allowed: false,
      egress: { direction: "Egress", ...passed },
      ingress: { direction: "Ingress", ...passed },
    });
  });

  it("that leads back to its source is allowed, as any flow of a pod to itself", () => {
    const isolated = policy("x", "deny", { policyTypes: ["Ingress", "Egress"] });
    assert.equal(decided(toService("x/c"), isolated).allowed, true);
    assert.equal(decided(toService("x/c", "y/a"), isolated).depends, true);
  });

  it("cannot be decided if an endpoint is no pod of the state", () => {
    assert.throws(() => decided(toService("y/none")), /there is no pod y\/none/);
  });
});
