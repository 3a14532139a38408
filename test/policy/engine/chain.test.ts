import assert from "node:assert/strict";
import {
  type ClusterState,
  isNetworkPolicy,
  type NetworkPolicySpec,
  type TierOpinion,
} from "../../../src/model/index.ts";
import { addressBook } from "../../../src/policy/engine/address-book.ts";
import { inTurn } from "../../../src/policy/engine/chain.ts";
import { type Connection, connectionsOf } from "../../../src/policy/engine/connection.ts";
import { podDirectory } from "../../../src/policy/engine/pod-directory.ts";
import type { Tier } from "../../../src/policy/engine/policy-kind.ts";
import { networkPolicyTier } from "../../../src/policy/kinds/network-policy/tier.ts";
import { flow, policy } from "../../model/build.ts";
import { addressesOf, world } from "../world.ts";

/** A tier with an opinion on some ports only. */
function tier(name: string, opinions: Readonly<Record<number, "allow" | "deny">>): Tier {
  return {
    decide: ({ port }): TierOpinion => {
      const action = opinions[port];
      return action === undefined
        ? { tier: name, action: "pass", selecting: [] }
        : { tier: name, action, selecting: [name], by: { policy: name, rule: 0 } };
    },
    explain: () => ({ policies: [], words: [name], proposals: [] }),
  };
}

/** What is decided about x/b dialing x/a, in whose way the tiers stand. */
function deciding(spec?: NetworkPolicySpec) {
  const { chain, connectionTo } = chained(spec);
  return (port: number) => chain.decide(connectionTo(port));
}

function chained(spec?: NetworkPolicySpec) {
  const state: ClusterState = world("x/a x/b", spec === undefined ? [] : [policy("x", "p", spec)]);
  const pods = podDirectory(state);
  const book = addressBook(addressesOf(state));
  const policies = state.policies.filter(isNetworkPolicy);
  const chain = inTurn("Ingress", [
    tier("above", { 1: "allow", 2: "deny" }),
    networkPolicyTier("Ingress", policies, { pods, book }),
    tier("below", { 1: "deny", 3: "allow", 4: "deny" }),
  ]);
  const connectionTo = (port: number): Connection => {
    const [connection] = connectionsOf(flow("x/b", "x/a", port), pods);
    assert.ok(connection !== undefined);
    return connection;
  };
  return { chain, connectionTo };
}

/** Which of ports 1 to 5 get into x/a, and by whose word. */
function words(spec?: NetworkPolicySpec): readonly string[] {
  const decide = deciding(spec);
  return [1, 2, 3, 4, 5].map((port) => {
    const { allowed, selecting } = decide(port);
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

  it("are named in the decision as far as they were asked, each with its opinion", () => {
    const decide = deciding({ ingress: [{ ports: [{ port: 4 }] }] });
    const asked = (port: number): readonly string[] =>
      decide(port).tiers.map(({ tier: name, action }) => `${name} ${action}`);
    assert.deepEqual(asked(2), ["above deny"]);
    assert.deepEqual(asked(3), ["above pass", "NetworkPolicy deny"]);
    assert.deepEqual(asked(4), ["above pass", "NetworkPolicy allow"]);
    assert.deepEqual(
      deciding()(5).tiers.map(({ action }) => action),
      ["pass", "pass", "pass"],
    );
  });

  it("explain what they decided, the first that does not pass", () => {
    const { chain, connectionTo } = chained();
    const explained = [1, 2, 3, 4, 5].map((port) => {
      const connection = connectionTo(port);
      return chain.decisive(connection)?.explain(connection).words[0];
    });
    assert.deepEqual(explained, ["above", "above", "below", "below", undefined]);
  });

  it("are named as what denied as well as what allowed", () => {
    const decide = deciding({ ingress: [{ ports: [{ port: 4 }] }] });
    const by = (port: number) => {
      const { allowedBy, deniedBy } = decide(port);
      return [allowedBy, deniedBy];
    };
    assert.deepEqual(by(1), [{ policy: "above", rule: 0 }, undefined]);
    assert.deepEqual(by(2), [undefined, { policy: "above", rule: 0 }]);
    assert.deepEqual(by(3), [undefined, { policy: "x/p", isolates: true }]);
    assert.deepEqual(by(4), [{ policy: "x/p", rule: 0 }, undefined]);
  });
});
