import assert from "node:assert/strict";
import { type Running, runningApplication } from "../../src/generate/running-application.ts";
import { namespaceWithImpliedLabel, type Pod, type PodRef, podRef } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";

const made = (ref: PodRef, hash: string): Pod => pod(ref, { app: "web", "pod-template-hash": hash });
const fromReplicaSet = (hash: string) => ({ kind: "ReplicaSet", name: `web-${hash}` });

const serviceOf = (namespace: string, app: string) => ({
  namespace,
  name: app,
  selector: { app },
  ports: [{ port: 80, protocol: "TCP" as const, targetPort: 8080 }],
});

/** A Deployment of two pods, a copy of it under another name, and somebody else's pod. */
function running(one: string, two: string): Running {
  const [a, b, other] = [made(`x/web-77f-${one}`, "77f"), made(`x/web-77f-${two}`, "77f"), pod("y/z")];
  const copy = pod("x/copy-0", { app: "web" });
  return {
    state: {
      namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
      pods: [a, b, copy, pod("x/lone", { app: "lone" }), other],
      services: [],
      policies: [
        policy("y", "c", denyAllIngress),
        policy("x", "b", denyAllIngress),
        policy("x", "a", denyAllIngress),
      ],
    },
    controllers: new Map([
      [a.ref, fromReplicaSet("77f")],
      [b.ref, fromReplicaSet("77f")],
      [podRef("x", `proxy-${one}`), { kind: "DaemonSet", name: "proxy" }],
      [podRef("x", `proxy-${two}`), { kind: "DaemonSet", name: "proxy" }],
      [copy.ref, { kind: "StatefulSet", name: "copy" }],
    ]),
    onHostNetwork: [pod("y/proxy"), pod(`x/proxy-${one}`), pod(`x/proxy-${two}`), pod("x/static")],
    services: [serviceOf("y", "z"), serviceOf("x", "lone"), serviceOf("x", "gone")],
  };
}

function twins(one: string, two: string) {
  const found = runningApplication(running(one, two), ["x"]);
  assert.ok("twins" in found);
  return found.twins;
}

describe("the application that runs in a cluster's namespaces", () => {
  it("has one pod for all that are equal, named after what makes them, without what controllers add", () => {
    const { pods, leftOut } = twins("aaaaa", "bbbbb");
    assert.deepEqual(
      pods.map(({ ref, labels }) => [ref, labels]),
      [
        ["x/copy", { app: "web" }],
        ["x/lone", { app: "lone" }],
      ],
    );
    assert.deepEqual(leftOut, [
      "the pods of other namespaces are left out",
      "Pod x/static is left out: it uses the network of its node, where NetworkPolicies do not apply",
      "DaemonSet x/proxy is left out: it uses the network of its node, where NetworkPolicies do not apply",
      "no container of x/lone declares TCP 8080, to which Service x/lone leads: it is taken to listen there",
      "x/copy stands for its equals: x/web",
      "Service x/gone selects no pod that is here",
    ]);
  });

  it("has their Services, and the ports to which those lead", () => {
    const { services, pods } = twins("aaaaa", "bbbbb");
    assert.deepEqual(
      services.map(({ ref }) => ref),
      ["x/gone", "x/lone"],
    );
    const lone = pods.find(({ ref }) => ref === "x/lone");
    assert.ok(lone?.ports.some(({ port, declaredIn }) => port === 8080 && declaredIn === "nowhere"));
  });

  it("has those namespaces only, with their policies in the order of names", () => {
    const { namespaces, policies } = twins("aaaaa", "bbbbb");
    assert.deepEqual(
      namespaces.map(({ name }) => name),
      ["x"],
    );
    assert.deepEqual(
      policies.map(({ metadata }) => metadata.name),
      ["a", "b"],
    );
  });

  it("is the same whatever the random parts of its pods' names are", () => {
    assert.deepEqual(twins("zzzzz", "qqqqq"), twins("aaaaa", "bbbbb"));
  });

  it("is none where nothing runs", () => {
    const empty = { ...running("a", "b"), onHostNetwork: [] };
    const found = runningApplication({ ...empty, state: { ...empty.state, pods: [] } }, ["x"]);
    assert.ok("refusal" in found);
    assert.match(found.refusal, /^there is no pod, and nothing that makes pods; nothing was written\n/);
  });
});
