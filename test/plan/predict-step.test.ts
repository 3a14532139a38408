import assert from "node:assert/strict";
import { type Decision, flowsAmong, type Service, withoutPolicies } from "../../src/model/index.ts";
import { predict, stateAfter } from "../../src/plan/predict-step.ts";
import { denyAllIngress, pod, policy, service } from "../model/build.ts";

const web = { app: "web" };
const pods = [
  pod("x/a"),
  pod("x/b", web, [{ port: 8080, protocol: "TCP" }]),
  pod("x/c", web, [{ port: 80, protocol: "TCP" }]),
];

/** What is predicted of the flow from x/a to a Service, in a world of these pods. */
function predicted(given: Service, present = pods, policies: Parameters<typeof policy>[2][] = []): Decision {
  const state = {
    ...withoutPolicies({
      namespaces: [{ name: "x", labels: {} }],
      pods: present,
      services: [given],
    }),
    policies: policies.map((spec) => policy("x", "p", spec)),
  };
  const kinds = { loopback: false, via: ["cluster-ip"], families: [] } as const;
  const flows = flowsAmong(state, kinds).filter(({ source }) => source === "x/a");
  const [decision] = predict(state, { flows }, new Map());
  return decision ?? assert.fail("there is no such flow");
}

describe("the prediction of a flow to a Service", () => {
  it("is that nobody answers where no pod is behind it", () => {
    const { allowed, unserved } = predicted(service("x/none", { app: "nobody" }));
    assert.deepEqual([allowed, unserved], [false, "x/none has no endpoints"]);
  });

  it("is that nobody answers where no pod behind it listens on the target port", () => {
    const { allowed, unserved } = predicted(service("x/s", web), pods.slice(0, 2));
    assert.deepEqual([allowed, unserved], [false, "nobody behind x/s listens on TCP 80"]);
  });

  it("depends on the endpoint where only some listen", () => {
    const { depends, unserved } = predicted(service("x/s", web));
    assert.deepEqual([depends, unserved], [true, "x/b does not listen on TCP 80"]);
  });

  it("is what policies say where they deny, whoever listens", () => {
    const { allowed, unserved } = predicted(service("x/s", web), pods.slice(0, 2), [denyAllIngress]);
    assert.deepEqual([allowed, unserved], [false, undefined]);
  });

  it("is what policies say where the source may not send, whoever listens", () => {
    const noEgress = { podSelector: {}, policyTypes: ["Egress"] } as const;
    const { allowed, unserved } = predicted(service("x/s", web), pods.slice(0, 2), [noEgress]);
    assert.deepEqual([allowed, unserved], [false, undefined]);
  });

  it("is what policies say where everybody listens", () => {
    const { allowed, unserved } = predicted(service("x/s", web), [pod("x/a"), pod("x/c", web)]);
    assert.deepEqual([allowed, unserved], [true, undefined]);
  });
});

describe("the state after a task", () => {
  const world = withoutPolicies({ namespaces: [{ name: "x", labels: {} }], pods, services: [] });
  const changes = [{ action: "remove-pod", pod: "x/b" }] as const;

  it("is what its changes make of it", () => {
    const { pods: left } = stateAfter(world, { kind: "declared", changes });
    assert.deepEqual(
      left.map(({ ref }) => ref),
      ["x/a", "x/c"],
    );
  });

  it("is the plan's world after the control step, whose changes bring that back", () => {
    assert.equal(stateAfter(world, { kind: "control", changes }), world);
  });
});
