import assert from "node:assert/strict";
import type { Decision, DirectionDecision } from "../../../src/model/index.ts";
import { policiesSentence } from "../../../src/report/words/policies-sentence.ts";
import { ALLOWED, DENIED } from "../report-builder.ts";

function withIngress(ingress: Omit<DirectionDecision, "direction" | "tiers">): Decision {
  return { ...ALLOWED, allowed: ingress.allowed, ingress: { direction: "Ingress", tiers: [], ...ingress } };
}

describe("the sentence about policies", () => {
  it("says that there are none", () => {
    assert.equal(policiesSentence(ALLOWED, {}), "no policy selects either pod");
  });

  it("names the policy that isolates", () => {
    assert.equal(
      policiesSentence(DENIED, {}),
      "egress: no policy selects the source; ingress: x/deny-all selects the target, no rule allows it",
    );
  });

  it("names the rule that allows, by its place in the policy", () => {
    const one = withIngress({ allowed: true, selecting: ["x/p"], allowedBy: { policy: "x/p", rule: 2 } });
    assert.match(policiesSentence(one, {}), /ingress: x\/p selects the target, ingress\[2\] allows it$/);
    const two = withIngress({
      allowed: true,
      selecting: ["x/p", "x/q"],
      allowedBy: { policy: "x/q", rule: 0 },
    });
    assert.match(policiesSentence(two, {}), /x\/p, x\/q select the target, ingress\[0\] of x\/q allows it$/);
  });

  it("says of a pod's flow to itself that no policy matters", () => {
    assert.equal(
      policiesSentence(withIngress({ allowed: true, selecting: ["x/deny-all"] }), {}),
      "no policy can keep a pod from reaching itself",
    );
  });

  it("counts policies beyond the first three", () => {
    const many = withIngress({ allowed: false, selecting: ["x/1", "x/2", "x/3", "x/4", "x/5"] });
    assert.match(
      policiesSentence(many, {}),
      /x\/1, x\/2, x\/3 and 2 more select the target, no rule allows it$/,
    );
  });

  it("speaks of a Service's endpoint, since policies do not see Services", () => {
    const endpoints = [{ pod: "x/b", port: 8080 }] as const;
    assert.match(policiesSentence(DENIED, { endpoints }), /x\/deny-all selects the endpoint, no rule/);
  });

  it("says first of all that nobody answers there, whatever policies say", () => {
    const unserved = { ...DENIED, unserved: "nobody behind x/s listens on TCP 80" };
    assert.equal(policiesSentence(unserved, { endpoints: [] }), "nobody behind x/s listens on TCP 80");
  });
});
