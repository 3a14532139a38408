import assert from "node:assert/strict";
import type { Decision, Expectation } from "../../src/model/index.ts";
import { meaning, settleExpectations } from "../../src/verdict/settle-expectations.ts";

function decision(allowed: boolean, rest: Partial<Decision> = {}): Decision {
  const side = { allowed, selecting: [], tiers: [] };
  return {
    allowed,
    egress: { direction: "Egress", ...side },
    ingress: { direction: "Ingress", ...side },
    ...rest,
  };
}

describe("what policies mean for a cell", () => {
  it("is what the decision says", () => {
    assert.equal(meaning(decision(true)), "allow");
    assert.equal(meaning(decision(false)), "deny");
  });

  it("is not known where it depends on an endpoint, nobody listens, or there is no decision", () => {
    assert.equal(meaning(undefined), "any");
    assert.equal(meaning(decision(true, { depends: true })), "any");
    assert.equal(meaning(decision(true, { unserved: "x/b does not listen on TCP 80" })), "any");
    assert.equal(
      meaning(
        decision(false, { undetermined: { policy: "x/p", reason: "it is of a kind that nobody reads" } }),
      ),
      "any",
    );
  });
});

describe("the expectations of a step", () => {
  const cells: readonly Expectation[] = ["predicted", "predicted", "drop"];
  const step = { cells, sentinels: [] };

  it("that are left to the prediction become what it says, and the others stay", () => {
    const decisions = [decision(true), decision(false), decision(true)];
    assert.deepEqual(settleExpectations(step, decisions).cells, ["allow", "deny", "drop"]);
  });

  it("that are left to the prediction of a step that was never begun can be anything", () => {
    assert.deepEqual(settleExpectations(step).cells, ["any", "any", "drop"]);
  });
});
