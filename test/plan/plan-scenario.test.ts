import assert from "node:assert/strict";
import { type Change, flowName, networkPolicyRef } from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/plan-scenario.ts";
import { Sentinels } from "../../src/plan/sentinels.ts";
import { denyIntoX, pod, scenario, service, step } from "../model/build.ts";

const pods = [pod("x/a"), pod("x/b"), pod("y/a")];
const open = step("open");

describe("the plan of a scenario", () => {
  it("begins with a control step that expects every flow to get through", () => {
    const plan = planScenario(scenario(pods, [denyIntoX]));
    assert.deepEqual(
      plan.steps.map(({ task }) => task.kind),
      ["control", "declared"],
    );
    assert.deepEqual(plan.steps[0]?.expected.cells, new Array(6).fill("allow"));
  });

  it("expects nothing, before any policy, of flows to oneself, nor where nobody listens", () => {
    const web = service("x/web", { app: "web" }, [{ port: 80, protocol: "TCP", targetPort: 81 }]);
    const none = service("x/none", { app: "none" });
    const mixed = scenario([pod("x/a", { app: "web" }), pod("x/b")], [open], {
      services: [web, none],
      flows: { loopback: true, via: ["pod-ip", "cluster-ip"], families: [] },
    });
    const [control] = planScenario(mixed).steps;
    const cells = control?.task.flows.map(
      (flow, index) => `${flowName(flow)} ${control.expected.cells[index]}`,
    );
    assert.deepEqual(cells, [
      "x/a -> x/a:80 any",
      "x/a -> x/b:80 allow",
      "x/a -> x/web:80 via cluster-ip any",
      "x/a -> x/none:80 via cluster-ip any",
      "x/b -> x/a:80 allow",
      "x/b -> x/b:80 any",
      "x/b -> x/web:80 via cluster-ip any",
      "x/b -> x/none:80 via cluster-ip any",
    ]);
  });

  it("tells how many nodes are needed by pods that are there or come later", () => {
    const requires = [{ feature: "nodes", atLeast: 3 }, { feature: "dns" }] as const;
    assert.equal(planScenario(scenario(pods, [open], { requires })).nodes, 3);
    assert.ok(!("nodes" in planScenario(scenario(pods, [open]))));
  });

  it("keeps of an expected failure whose it is, the scenario's or a step's", () => {
    const plan = planScenario(scenario(pods, [{ ...open, xfail: "later" }, open], { xfail: "never" }));
    assert.equal(plan.xfail, "never");
    assert.deepEqual(
      plan.steps.map(({ expected }) => expected.xfail),
      [undefined, "later", undefined],
    );
    assert.ok(!("xfail" in planScenario(scenario(pods, [open]))));
  });

  it("has one expectation for each flow of a step, in their order", () => {
    const plan = planScenario(scenario(pods, [denyIntoX]));
    const cells = plan.steps[1]?.task.flows.map(
      (flow, index) => `${flowName(flow)} ${plan.steps[1]?.expected.cells[index]}`,
    );
    assert.deepEqual(cells, [
      "x/a -> x/b:80 deny",
      "x/a -> y/a:80 allow",
      "x/b -> x/a:80 deny",
      "x/b -> y/a:80 allow",
      "y/a -> x/a:80 deny",
      "y/a -> x/b:80 deny",
    ]);
  });

  it("reads labels in rules as they are in that step", () => {
    const relabelled = step("relabel", {
      changes: [{ action: "label-pod", pod: "x/a", set: { role: "db" }, unset: [] }] as const,
      expect: {
        default: "allow",
        rules: [
          {
            expect: "deny",
            source: { namespace: "*", name: "*" },
            target: { namespace: "*", name: "*", labels: { role: "db" } },
          },
        ],
      } as const,
    });
    const plan = planScenario(
      scenario([pod("x/a"), pod("x/b")], [{ ...relabelled, changes: [] }, relabelled]),
    );
    assert.deepEqual(
      plan.steps.slice(1).map(({ expected }) => expected.cells),
      [
        ["allow", "allow"],
        ["allow", "deny"],
      ],
    );
  });
});

describe("a plan with sentinels", () => {
  const sentinels = [pod("s/1"), pod("s/2")];
  const guard = new Sentinels(sentinels, "s");
  const plan = guard.first(planScenario(scenario(pods, [open, denyIntoX, denyIntoX])));

  it("puts a canary between the control and the declared steps", () => {
    assert.deepEqual(
      plan.steps.map(({ task }) => task.kind),
      ["control", "canary", "declared", "declared", "declared"],
    );
  });

  it("reaches every sentinel on both ports from another one", () => {
    assert.deepEqual(plan.steps[1]?.task.sentinels.map(flowName), [
      "s/2 -> s/1:7001",
      "s/2 -> s/1:7002",
      "s/1 -> s/2:7001",
      "s/1 -> s/2:7002",
    ]);
  });

  it("changes which port is open with each step that changes something, after its own changes, and looks there", () => {
    assert.deepEqual(
      plan.steps.map(({ expected }) => expected.sentinels),
      [
        ["allow", "allow", "allow", "allow"],
        ["allow", "deny", "allow", "deny"],
        ["allow", "allow"],
        ["allow", "allow"],
        ["allow", "allow"],
      ],
    );
    assert.deepEqual(
      plan.steps.slice(3).map(({ task }) => task.sentinels.map(({ port }) => port)),
      [
        [7002, 7002],
        [7001, 7001],
      ],
    );
    const last = plan.steps[3]?.task.changes.at(-1);
    assert.equal(last?.action === "apply" && last.object.metadata.namespace, "s");
    assert.equal(plan.steps[3]?.task.changes.length, 2);
  });

  it("needs no canary when it follows another in the same session, but first the changes that bring back its world", () => {
    const back: Change = { action: "delete", object: networkPolicyRef("x", "deny") };
    const next = guard.following(planScenario(scenario(pods, [denyIntoX])), [back]);
    assert.deepEqual(
      next.steps.map(({ task }) => [task.kind, task.changes.length]),
      [
        ["control", 2],
        ["declared", 2],
      ],
    );
    assert.deepEqual(
      next.steps.map(({ expected }) => expected.sentinels.length),
      [2, 2],
    );
  });

  it("looks at the open ports in a step that changes nothing: silence there would be a dead link's", () => {
    assert.deepEqual(
      plan.steps[2]?.task.sentinels.map(({ port }) => port),
      [7001, 7001],
    );
    assert.deepEqual(plan.steps[2]?.task.changes, []);
  });
});
