import assert from "node:assert/strict";
import type { Decision, NetworkPolicy, PolicyType, RemedyStep } from "../../../src/model/index.ts";
import { compile, decideConnection } from "../../../src/policy/engine/compile.ts";
import { connectionsOf } from "../../../src/policy/engine/connection.ts";
import { firstThatHelps } from "../../../src/policy/engine/remedy.ts";
import { POLICY_KINDS } from "../../../src/policy/index.ts";
import { flow, policy } from "../../model/build.ts";
import { addressesOf, world } from "../world.ts";

const noEgress = policy("x", "no-egress", { policyTypes: ["Egress"] });
const noIngress = policy("x", "no-ingress", { policyTypes: ["Ingress"] });
const STEP: RemedyStep = { kind: "add-port", port: 80, protocol: "TCP" };

/** What comes of a proposal that leaves these policies where there were others, and how often it was tried. */
function proposing(direction: PolicyType, before: readonly NetworkPolicy[], after: readonly NetworkPolicy[]) {
  const state = world("x/a x/b", before);
  const addresses = addressesOf(state);
  const asked = flow("x/a", "x/b");
  const compiled = compile(state, addresses, POLICY_KINDS);
  const [connection] = connectionsOf(asked, compiled.pods);
  assert.ok(connection !== undefined);
  const decision: Decision = decideConnection(compiled, connection);
  let tried = 0;
  const proposal = {
    remedy: { policy: "x/p", steps: [STEP] },
    applied: () => {
      tried++;
      return { ...state, policies: after };
    },
  };
  const trial = { state, addresses, flow: asked, kinds: POLICY_KINDS };
  return { remedy: firstThatHelps([proposal], direction, decision, connection, trial), tried };
}

describe("a proposal", () => {
  it("is a remedy where it opens the direction", () => {
    const remedy = { policy: "x/p", steps: [STEP] };
    assert.deepEqual(proposing("Egress", [noEgress], []).remedy, remedy);
    assert.deepEqual(proposing("Ingress", [noIngress], []).remedy, remedy);
  });

  it("is none where the direction stays closed, though the other opens", () => {
    assert.equal(proposing("Egress", [noEgress, noIngress], [noEgress]).remedy, undefined);
    assert.equal(proposing("Ingress", [noEgress, noIngress], [noIngress]).remedy, undefined);
  });

  it("is none where it closes the other direction, which may be closed already", () => {
    assert.equal(proposing("Egress", [noEgress], [noIngress]).remedy, undefined);
    assert.equal(proposing("Ingress", [noIngress], [noEgress]).remedy, undefined);
    assert.notEqual(proposing("Egress", [noEgress, noIngress], [noIngress]).remedy, undefined);
    assert.notEqual(proposing("Ingress", [noEgress, noIngress], [noEgress]).remedy, undefined);
  });

  it("is tried once where its step leaves nothing to choose", () => {
    assert.equal(proposing("Egress", [noEgress], [noEgress]).tried, 1);
  });
});
