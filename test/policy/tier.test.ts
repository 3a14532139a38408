import assert from "node:assert/strict";
import { type ClusterState, isNetworkPolicy, type NetworkPolicySpec } from "../../src/model/index.ts";
import { addressBook } from "../../src/policy/address-book.ts";
import { connectionsOf } from "../../src/policy/connection.ts";
import { networkPolicyTier } from "../../src/policy/network-policy-tier.ts";
import { podDirectory } from "../../src/policy/pod-directory.ts";
import { decideInTurn, type Tier } from "../../src/policy/tier.ts";
import { flow, policy } from "../model/build.ts";
import { addressesOf, world } from "./world.ts";

/** A tier with an opinion on some ports only. */
function tier(name: string, opinions: Readonly<Record<number, "accept" | "deny">>): Tier {
  return ({ port }) => {
    const action = opinions[port];
    return action === undefined
      ? { action: "pass", selecting: [] }
      : {
          action,
          selecting: [name],
          ...(action === "accept" ? { allowedBy: { policy: name, rule: 0 } } : {}),
        };
  };
}

/** Which of ports 1 to 5 get into x/a, and by whose word. */
function words(spec?: NetworkPolicySpec): readonly string[] {
  const state: ClusterState = world("x/a x/b", spec === undefined ? [] : [policy("x", "p", spec)]);
  const pods = podDirectory(state);
  const decide = decideInTurn("Ingress", [
    tier("above", { 1: "accept", 2: "deny" }),
    networkPolicyTier(
      "Ingress",
      state.policies.filter(isNetworkPolicy),
      pods,
      addressBook(addressesOf(state)),
    ),
    tier("below", { 1: "deny", 3: "accept", 4: "deny" }),
  ]);
  return [1, 2, 3, 4, 5].map((port) => {
    const [connection] = connectionsOf(flow("x/b", "x/a", port), pods);
    assert.ok(connection !== undefined);
    const { allowed, selecting } = decide(connection);
    return `${port} ${allowed ? "allowed" : "denied"} by ${selecting.join() || "nobody"}`;
  });
}

describe("tiers above and below NetworkPolicy", () => {
  it("decide alone about pods that no NetworkPolicy selects; what nobody decides is allowed", () => {
    assert.deepEqual(words(), [
      "1 allowed by above",
      "2 denied by above",
      "3 allowed by below",
      "4 denied by below",
      "5 allowed by nobody",
    ]);
  });

  it("above are heard first, and below no more where a NetworkPolicy selects the pod", () => {
    assert.deepEqual(words({ ingress: [{ ports: [{ port: 4 }] }] }), [
      "1 allowed by above",
      "2 denied by above",
      "3 denied by x/p",
      "4 allowed by x/p",
      "5 denied by x/p",
    ]);
  });
});
