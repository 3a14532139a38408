import assert from "node:assert/strict";
import {
  afterChanges,
  type ClusterState,
  flowName,
  flowsAmong,
  namespaceWithImpliedLabel,
} from "../../src/model/index.ts";
import { denyAllIngress, pod, policy } from "./build.ts";

const start: ClusterState = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a", { app: "web" })],
  policies: [],
};

describe("the cluster's state", () => {
  it("replaces a policy of the same name and deletes one by name", () => {
    const first = policy("x", "p", denyAllIngress);
    const second = policy("x", "p", { podSelector: {}, ingress: [{}] });
    const state = afterChanges(start, [
      { action: "apply", policy: first },
      { action: "apply", policy: policy("x", "q", denyAllIngress) },
      { action: "apply", policy: second },
    ]);
    assert.deepEqual(
      state.policies.map(({ metadata, spec }) => [metadata.name, spec.ingress]),
      [
        ["q", undefined],
        ["p", [{}]],
      ],
    );
    assert.deepEqual(
      afterChanges(state, [{ action: "delete", namespace: "x", name: "p" }]).policies.length,
      1,
    );
  });

  it("sets and removes labels of pods and namespaces, and leaves the given state as it was", () => {
    const state = afterChanges(start, [
      { action: "label-pod", pod: "x/a", set: { tier: "db" }, unset: ["app"] },
      { action: "label-namespace", namespace: "x", set: { team: "red" }, unset: [] },
    ]);
    assert.deepEqual(state.pods[0]?.labels, { tier: "db" });
    assert.deepEqual(state.namespaces[0]?.labels, { "kubernetes.io/metadata.name": "x", team: "red" });
    assert.deepEqual(start.pods[0]?.labels, { app: "web" });
  });
});

describe("the flows among pods", () => {
  const pods = [
    pod("x/a"),
    pod("x/b", {}, [
      { port: 80, protocol: "TCP" },
      { port: 53, protocol: "UDP" },
    ]),
  ];

  it("are every pod to every served port of every other", () => {
    assert.deepEqual(flowsAmong(pods, false).map(flowName), [
      "x/a -> x/b:80",
      "x/a -> x/b:53/UDP",
      "x/b -> x/a:80",
    ]);
  });

  it("include each pod to itself when loopback is asked for", () => {
    assert.deepEqual(flowsAmong(pods, true).length, 6);
  });
});
