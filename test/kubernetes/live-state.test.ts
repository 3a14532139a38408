import assert from "node:assert/strict";
import { liveState } from "../../src/kubernetes/live-state.ts";
import { policy } from "../model/build.ts";

const web = {
  metadata: {
    name: "web-1",
    namespace: "x",
    labels: { app: "web" },
    ownerReferences: [{ kind: "ReplicaSet", name: "web", uid: "rs", controller: true }],
  },
  spec: {
    containers: [
      {
        ports: [
          { containerPort: 80, name: "http" },
          { containerPort: 53, protocol: "UDP" as const },
        ],
      },
    ],
    initContainers: [
      { restartPolicy: "Always", ports: [{ containerPort: 9090 }] },
      { ports: [{ containerPort: 1 }] },
    ],
  },
  status: { phase: "Running", podIPs: [{ ip: "10.0.0.1" }, { ip: "fd00::1" }] },
};
const another = {
  ...web,
  metadata: { ...web.metadata, name: "web-2" },
  status: { phase: "Running", podIPs: [{ ip: "10.0.0.2" }] },
};
const ended = {
  ...web,
  metadata: { name: "job", namespace: "x" },
  status: { ...web.status, phase: "Succeeded" },
};
const early = { ...web, metadata: { name: "early", namespace: "made-meanwhile" } };
const pending = { metadata: { name: "late", namespace: "x" }, status: { phase: "Pending" } };
const proxy = { ...web, metadata: { name: "proxy", namespace: "kube" }, spec: { hostNetwork: true } };
const stored = policy("x", "p", { podSelector: {} });

const live = liveState("kind-a", {
  namespaces: [{ metadata: { name: "x", labels: { team: "a" } } }, { metadata: { name: "kube" } }],
  pods: [web, another, ended, early, pending, proxy],
  policies: [{ ...stored, metadata: { ...stored.metadata, annotations: { big: "text" } } }],
  services: [
    {
      metadata: { name: "web", namespace: "x" },
      spec: { clusterIP: "10.96.0.9", selector: { app: "web" }, ports: [{ port: 80, targetPort: "http" }] },
    },
    { metadata: { name: "set", namespace: "x" }, spec: { clusterIP: "None", ports: [{ port: 5432 }] } },
    {
      metadata: { name: "far", namespace: "x" },
      spec: { type: "ExternalName", externalName: "db.example.org" },
    },
  ],
});

describe("the state of a cluster as it is read", () => {
  it("has the pods that run, with the ports of containers and sidecars", () => {
    assert.deepEqual(
      live.state.pods.map(({ ref }) => ref),
      ["x/web-1", "x/web-2"],
    );
    assert.deepEqual(live.state.pods[0]?.ports, [
      { port: 80, protocol: "TCP", declaredIn: "container", name: "http" },
      { port: 53, protocol: "UDP", declaredIn: "container" },
      { port: 9090, protocol: "TCP", declaredIn: "sidecar" },
    ]);
  });

  it("names those on the host network, to which no policy applies", () => {
    assert.deepEqual(
      live.onHostNetwork.map(({ ref }) => ref),
      ["kube/proxy"],
    );
  });

  it("lets one pod stand for all that its controller has made", () => {
    assert.deepEqual([...live.replicas], [["x/web-1", 2]]);
  });

  it("knows what made a pod", () => {
    assert.deepEqual(live.controllers.get("x/web-2"), { kind: "ReplicaSet", name: "web" });
  });

  it("knows addresses and families", () => {
    assert.deepEqual(live.addresses.get("x/web-1"), ["10.0.0.1", "fd00::1"]);
    assert.deepEqual(live.families, ["ipv4", "ipv6"]);
  });

  it("has the policies without what the server adds", () => {
    assert.deepEqual(live.state.policies, [stored]);
    assert.deepEqual(live.state.namespaces[0]?.labels, { team: "a", "kubernetes.io/metadata.name": "x" });
  });

  it("has the Services, with the defaults of their ports", () => {
    assert.deepEqual(live.services, [
      {
        namespace: "x",
        name: "web",
        selector: { app: "web" },
        headless: false,
        ports: [{ port: 80, protocol: "TCP", targetPort: "http" }],
      },
      {
        namespace: "x",
        name: "set",
        selector: {},
        headless: true,
        ports: [{ port: 5432, protocol: "TCP", targetPort: 5432 }],
      },
      {
        namespace: "x",
        name: "far",
        selector: {},
        headless: false,
        externalName: "db.example.org",
        ports: [],
      },
    ]);
  });
});
