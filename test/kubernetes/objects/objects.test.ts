import assert from "node:assert/strict";
import {
  agentConfigMap,
  copiedSecret,
  labelledPolicy,
  namespaceObject,
} from "../../../src/kubernetes/objects/objects.ts";
import { serviceObject } from "../../../src/kubernetes/objects/service-object.ts";
import {
  type NetworkPolicy,
  namespaceWithImpliedLabel,
  type Service,
  type ServicePort,
} from "../../../src/model/index.ts";

describe("the objects of a run", () => {
  it("carry the run's label, whatever the scenario says", () => {
    const labels = { "netverdict.dev/run": "forged", team: "a" };
    const { metadata } = namespaceObject(namespaceWithImpliedLabel("x", labels), "r1");
    assert.equal(metadata.labels?.["netverdict.dev/run"], "r1");
    assert.equal(metadata.labels?.team, "a");
  });

  it("leave a scenario its own managed-by and Pod Security labels", () => {
    const labels = {
      "app.kubernetes.io/managed-by": "helm",
      "pod-security.kubernetes.io/enforce": "baseline",
    };
    const { metadata } = namespaceObject(namespaceWithImpliedLabel("x", labels), "r1");
    assert.equal(metadata.labels?.["app.kubernetes.io/managed-by"], "helm");
    assert.equal(metadata.labels?.["pod-security.kubernetes.io/enforce"], "baseline");
  });

  it("put namespaces under Pod Security restricted", () => {
    const { metadata } = namespaceObject(namespaceWithImpliedLabel("x"), "r1");
    assert.deepEqual(metadata.labels, {
      "app.kubernetes.io/managed-by": "netverdict",
      "kubernetes.io/metadata.name": "x",
      "netverdict.dev/run": "r1",
      "pod-security.kubernetes.io/enforce": "restricted",
    });
  });

  it("keep a policy as it is but for the run's labels", () => {
    const policy: NetworkPolicy = {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: { name: "p", namespace: "x", annotations: { note: "kept" } },
      spec: { podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] },
    };
    const { metadata, ...rest } = labelledPolicy(policy, "r1");
    assert.deepEqual(rest, { apiVersion: policy.apiVersion, kind: policy.kind, spec: policy.spec });
    assert.deepEqual(metadata, {
      name: "p",
      namespace: "x",
      annotations: { note: "kept" },
      labels: { "app.kubernetes.io/managed-by": "netverdict", "netverdict.dev/run": "r1" },
    });
  });

  it("make a Service of each kind: by labels, for one pod, and without an address", () => {
    const web = { ref: "x/web", namespace: "x", name: "web", ports: [] } as const;
    const selector = { app: "web" };
    const spec = (service: Pick<Service, "backs" | "headless">) =>
      serviceObject({ ...web, ...service }, "r1").spec;
    const common = { type: "ClusterIP", ipFamilyPolicy: "PreferDualStack", ports: [] };
    assert.deepEqual(spec({ backs: { selector }, headless: false }), { ...common, selector });
    assert.deepEqual(spec({ backs: { selector }, headless: true }), {
      ...common,
      selector,
      clusterIP: "None",
    });
    assert.deepEqual(spec({ backs: { pod: "x/a" }, headless: false }), {
      ...common,
      selector: { "netverdict.dev/pod": "a" },
    });
  });

  it("name every port of a Service, as one with several ports must", () => {
    const ports: readonly ServicePort[] = [
      { port: 80, protocol: "TCP", targetPort: "http" },
      { port: 53, protocol: "UDP", name: "dns", targetPort: 5353 },
    ];
    const backs = { selector: {} };
    const object = serviceObject(
      { ref: "x/s", namespace: "x", name: "s", backs, headless: false, ports },
      "r1",
    );
    assert.deepEqual((object.spec as { readonly ports: unknown }).ports, [
      { name: "tcp-80", port: 80, protocol: "TCP", targetPort: "http" },
      { name: "dns", port: 53, protocol: "UDP", targetPort: 5353 },
    ]);
    assert.equal(object.metadata.labels?.["netverdict.dev/run"], "r1");
  });

  it("hold the agent in a ConfigMap that cannot change", () => {
    const { data, immutable, metadata } = agentConfigMap("x", "r1", "the source");
    assert.deepEqual([data, immutable], [{ "agent.mjs": "the source" }, true]);
    assert.equal(metadata.namespace, "x");
  });

  it("copy a pull secret without what ties it to its old place", () => {
    const secret = {
      metadata: { name: "pull", namespace: "ci", uid: "u", labels: { a: "b" } },
      type: "kubernetes.io/dockerconfigjson",
      data: { ".dockerconfigjson": "e30=" },
    };
    const copy = copiedSecret(secret, "x", "r1");
    assert.deepEqual([copy.type, copy.data], [secret.type, secret.data]);
    assert.deepEqual(copy.metadata, {
      name: "pull",
      namespace: "x",
      labels: { "app.kubernetes.io/managed-by": "netverdict", "netverdict.dev/run": "r1" },
    });
  });
});
