import assert from "node:assert/strict";
import type { Change, PolicyPeer } from "../src/model/index.ts";
import { planScenario } from "../src/plan/index.ts";
import { predictPlan } from "../src/predict.ts";
import { denyIntoX, pod, policy, scenario, step } from "./model/build.ts";

const from = (peer: PolicyPeer): Change => ({
  action: "apply",
  object: policy("x", "p", { podSelector: {}, ingress: [{ from: [peer] }] }),
});

describe("the prediction of a scenario", () => {
  it("is a decision beside each declaration, step by step", async () => {
    const steps = await predictPlan(
      planScenario(scenario([pod("x/a"), pod("y/a")], [step("open"), denyIntoX])),
    );
    assert.deepEqual(
      steps.map(({ name, cells }) => [
        name,
        cells.map(({ expected, decision }) => [expected, decision.allowed]),
      ]),
      [
        [
          "open",
          [
            ["allow", true],
            ["allow", true],
          ],
        ],
        [
          "deny all in x",
          [
            ["allow", true],
            ["deny", false],
          ],
        ],
      ],
    );
  });

  it("holds for policies about addresses, and for pods that come later", async () => {
    const pods = [pod("x/a"), pod("y/a"), pod("y/b")];
    const steps = await predictPlan(
      planScenario(
        scenario(pods, [
          step("only y/b", { changes: [from({ ipBlock: { cidr: "${cidr(y/b)}" } })] }),
          step("its address is gone", { changes: [{ action: "restart-pod", pod: "y/b" }] }),
        ]),
      ),
    );
    const allowed = steps.map(({ cells }) =>
      cells
        .filter(({ flow, decision }) => flow.target === "x/a" && decision.allowed)
        .map(({ flow }) => flow.source),
    );
    assert.deepEqual(allowed, [["y/b"], []]);
  });
});
