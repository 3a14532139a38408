import assert from "node:assert/strict";
import { isNetworkPolicy } from "../../../../src/model/index.ts";
import { addressBook } from "../../../../src/policy/engine/address-book.ts";
import { connectionsOf } from "../../../../src/policy/engine/connection.ts";
import { podDirectory } from "../../../../src/policy/engine/pod-directory.ts";
import { networkPolicyTier } from "../../../../src/policy/kinds/network-policy/tier.ts";
import { flow, policy } from "../../../model/build.ts";
import { addressesOf, world } from "../../world.ts";

describe("the tier of NetworkPolicies", () => {
  it("has nothing to explain of a pod that no policy isolates", () => {
    const state = world("x/a y/b", [policy("x", "p", {})]);
    const pods = podDirectory(state);
    const [connection] = connectionsOf(flow("x/a", "y/b"), pods);
    assert.ok(connection !== undefined);
    const book = addressBook(addressesOf(state));
    const tier = networkPolicyTier("Ingress", state.policies.filter(isNetworkPolicy), { pods, book });
    assert.deepEqual(tier.explain(connection), { policies: [], words: [], proposals: [] });
  });
});
