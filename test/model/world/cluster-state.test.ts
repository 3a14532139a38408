import assert from "node:assert/strict";
import {
  afterChanges,
  type ClusterState,
  flowName,
  flowsAmong,
  namespaceWithImpliedLabel,
  networkPolicyRef,
  type Via,
} from "../../../src/model/index.ts";
import { denyAllIngress, pod, podFlows, policy, service, specOf } from "../build.ts";

const start: ClusterState = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a", { app: "web" })],
  services: [],
  policies: [],
};

describe("the cluster's state", () => {
  it("replaces a policy of the same name and deletes one by name", () => {
    const first = policy("x", "p", denyAllIngress);
    const second = policy("x", "p", { podSelector: {}, ingress: [{}] });
    const state = afterChanges(start, [
      { action: "apply", object: first },
      { action: "apply", object: policy("x", "q", denyAllIngress) },
      { action: "apply", object: second },
    ]);
    assert.deepEqual(
      state.policies.map((each) => [each.metadata.name, specOf(each).ingress]),
      [
        ["q", undefined],
        ["p", [{}]],
      ],
    );
    assert.deepEqual(
      afterChanges(state, [{ action: "delete", object: networkPolicyRef("x", "p") }]).policies.length,
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

  it("gains and loses pods and namespaces, these with all that is in them", () => {
    const grown = afterChanges(start, [
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("y") },
      { action: "create-pod", pod: pod("y/a") },
      { action: "apply", object: policy("y", "p", denyAllIngress) },
      { action: "restart-pod", pod: "x/a" },
    ]);
    assert.deepEqual(
      [grown.namespaces.length, grown.pods.map(({ ref }) => ref), grown.policies.length],
      [2, ["x/a", "y/a"], 1],
    );
    assert.deepEqual(afterChanges(grown, [{ action: "remove-namespace", namespace: "y" }]), start);
    assert.deepEqual(afterChanges(grown, [{ action: "remove-pod", pod: "x/a" }]).pods.length, 1);
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
    assert.deepEqual(flowsAmong({ pods, services: [] }, podFlows).map(flowName), [
      "x/a -> x/b:80",
      "x/a -> x/b:53/UDP",
      "x/b -> x/a:80",
    ]);
  });

  it("include each pod to itself when loopback is asked for", () => {
    assert.deepEqual(flowsAmong({ pods, services: [] }, { ...podFlows, loopback: true }).length, 6);
  });

  it("are as many in each family that is asked for", () => {
    const flows = flowsAmong({ pods, services: [] }, { ...podFlows, families: ["ipv4", "ipv6"] });
    assert.deepEqual(flows.slice(0, 2).map(flowName), ["x/a -> x/b:80 over ipv4", "x/a -> x/b:80 over ipv6"]);
  });
});

describe("the flows to Services", () => {
  const web = { app: "web" };
  const pods = [
    pod("x/a", web, [{ port: 8080, protocol: "TCP", name: "http" }]),
    pod("x/b", web, [{ port: 9090, protocol: "TCP", name: "http" }]),
    pod("y/a", web),
  ];
  const byName = service("x/web", web, [{ port: 80, protocol: "TCP", targetPort: "http" }]);
  const via = (...ways: readonly Via[]) => ({ ...podFlows, via: ways });

  it("lead to the pods of its namespace that it selects, at the port that each gives the target's name", () => {
    const [first, ...others] = flowsAmong(
      { pods, services: [byName] },
      { ...via("cluster-ip"), loopback: true },
    );
    assert.equal(first && flowName(first), "x/a -> x/web:80 via cluster-ip");
    assert.deepEqual(first?.endpoints, [
      { pod: "x/a", port: 8080 },
      { pod: "x/b", port: 9090 },
    ]);
    assert.equal(others.length, 2);
  });

  it("are left out where one may lead back to its source, like those of a pod to itself", () => {
    const flows = flowsAmong({ pods, services: [byName] }, via("cluster-ip"));
    assert.deepEqual(
      flows.map(({ source }) => source),
      ["y/a"],
    );
  });

  it("go to headless Services by name only, and to the port that was asked for", () => {
    const headless = { ...byName, headless: true };
    assert.deepEqual(flowsAmong({ pods, services: [headless] }, via("cluster-ip")), []);
    const [flow] = flowsAmong({ pods, services: [headless] }, via("service"));
    assert.deepEqual(
      flow?.endpoints?.map(({ port }) => port),
      [80, 80],
    );
  });

  it("find no endpoint where a pod does not declare the port that is named", () => {
    const hidden = pod("x/c", web, [{ port: 1, protocol: "TCP", name: "http", declaredIn: "nowhere" }]);
    const [flow] = flowsAmong({ pods: [hidden], services: [byName] }, via("cluster-ip"));
    assert.deepEqual(flow?.endpoints, []);
  });
});
