import assert from "node:assert/strict";
import type { ClusterState, Decision, Flow, PolicyObject } from "../../src/model/index.ts";
import { compilePolicies, decide } from "../../src/policy/index.ts";
import { flow, pod, policy } from "../model/build.ts";
import { addressesOf, world } from "./world.ts";

const state: ClusterState = world("x/a x/b y/a", [
  policy("x", "b-allow", {
    podSelector: { matchLabels: { pod: "a" } },
    ingress: [{ ports: [{ port: 81 }] }, { from: [{ podSelector: {} }] }],
  }),
  policy("x", "a-deny", { podSelector: {}, policyTypes: ["Ingress"] }),
  policy("y", "out", { podSelector: {}, policyTypes: ["Egress"], egress: [{}] }),
]);

describe("a decision", () => {
  let decided: (flow: Flow) => Decision;

  before(() => {
    decided = compilePolicies(state, addressesOf(state));
  });

  it("names the policies that isolate each end, and the first rule that allows", () => {
    const [selecting, by] = [["x/a-deny", "x/b-allow"], { policy: "x/b-allow", rule: 1 }];
    assert.deepEqual(decided(flow("x/b", "x/a", 80)), {
      allowed: true,
      egress: {
        direction: "Egress",
        allowed: true,
        selecting: [],
        tiers: [{ tier: "NetworkPolicy", action: "pass", selecting: [] }],
      },
      ingress: {
        direction: "Ingress",
        allowed: true,
        selecting,
        allowedBy: by,
        tiers: [{ tier: "NetworkPolicy", action: "allow", selecting, by }],
      },
    });
  });

  it("tells which end denies", () => {
    const { allowed, egress, ingress } = decided(flow("y/a", "x/b", 80));
    assert.equal(allowed, false);
    assert.deepEqual(egress.allowedBy, { policy: "y/out", rule: 0 });
    assert.deepEqual(ingress, {
      direction: "Ingress",
      allowed: false,
      selecting: ["x/a-deny"],
      deniedBy: { policy: "x/a-deny", isolates: true },
      tiers: [
        {
          tier: "NetworkPolicy",
          action: "deny",
          selecting: ["x/a-deny"],
          by: { policy: "x/a-deny", isolates: true },
        },
      ],
    });
  });

  it("always allows a pod to reach itself, and still names the policies that select it", () => {
    const { allowed, ingress } = decided(flow("x/b", "x/b", 80));
    assert.equal(allowed, true);
    const selecting = ["x/a-deny"];
    assert.deepEqual(ingress, {
      direction: "Ingress",
      allowed: true,
      selecting,
      tiers: [{ tier: "NetworkPolicy", action: "allow", selecting }],
    });
  });

  it("is the same for one flow as for many", () => {
    const one = flow("y/a", "x/a", 81);
    assert.deepEqual(decide(state, one, addressesOf(state)), decided(one));
  });

  it("about one flow depends on no pods but its own", () => {
    const lost = { ...state, pods: [...state.pods, pod("q/a")] };
    const one = flow("y/a", "x/a", 81);
    assert.deepEqual(decide(lost, one, addressesOf(state)), decided(one));
  });

  it("is not made about a pod that does not exist", () => {
    assert.throws(() => decided(flow("x/a", "x/none")), /there is no pod x\/none/);
    assert.throws(() => decided(flow("x/none", "x/a")), /there is no pod x\/none/);
  });

  it("is not made about a pod whose namespace is not known", () => {
    assert.throws(
      () => compilePolicies({ ...state, pods: [pod("q/a")] }, new Map()),
      /namespace that does not exist/,
    );
  });

  it("says which policy it cannot read, the first by name of several", () => {
    const unread = (name: string): PolicyObject => ({ apiVersion: "v1", kind: "Q", metadata: { name } });
    const reason = "what a Q of v1 means is not known";
    for (const policies of [
      [unread("b"), unread("a")],
      [unread("a"), unread("b")],
    ]) {
      const { undetermined } = decide({ ...state, policies }, flow("x/a", "x/b"), addressesOf(state));
      assert.deepEqual(undetermined, { policy: "Q a", reason });
    }
    assert.equal(decided(flow("x/a", "x/b")).undetermined, undefined);
  });

  it("leaves what it was given as it was", () => {
    const before = structuredClone(state);
    decided(flow("y/a", "x/a"));
    assert.deepEqual(state, before);
  });
});
