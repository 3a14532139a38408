import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { parse } from "yaml";
import { leaseObject } from "../../src/kubernetes/liveness/lease-object.ts";
import { namespaceObject } from "../../src/kubernetes/objects/objects.ts";
import { podObject } from "../../src/kubernetes/objects/pod-object.ts";
import { serviceObject } from "../../src/kubernetes/objects/service-object.ts";
import { DEFAULT_IMAGE } from "../../src/kubernetes/options.ts";
import { namespaceWithImpliedLabel, type Pod, type Service } from "../../src/model/index.ts";

const API: Pod = {
  ref: "guestbook/api",
  namespace: "guestbook",
  name: "api",
  labels: { app: "guestbook-api" },
  ports: [
    { port: 80, protocol: "TCP", name: "http" },
    { port: 5353, protocol: "UDP" },
  ],
};

const SERVICE: Service = {
  ref: "guestbook/api",
  namespace: "guestbook",
  name: "api",
  backs: { selector: { app: "guestbook-api" } },
  headless: false,
  ports: [{ port: 8080, protocol: "TCP", targetPort: "http" }],
};

describe("what manifests/ shows an administrator", () => {
  it("namespace.yaml is what a run creates", () => {
    const namespace = namespaceObject(namespaceWithImpliedLabel("guestbook", { team: "web" }), "k3x9q2");
    assert.deepEqual(manifest("namespace.yaml"), namespace);
  });

  it("pod.yaml is what a run creates", () => {
    const settings = { run: "k3x9q2", image: DEFAULT_IMAGE, pullSecrets: [] };
    assert.deepEqual(manifest("pod.yaml"), podObject(API, "worker-1", settings));
  });

  it("lease.yaml is what a run creates", () => {
    const nowMs = Date.parse("2026-01-02T03:04:05Z");
    assert.deepEqual(manifest("lease.yaml"), leaseObject("netverdict-k3x9q2", "k3x9q2", nowMs));
  });

  it("service.yaml is what a run creates", () => {
    assert.deepEqual(manifest("service.yaml"), serviceObject(SERVICE, "k3x9q2"));
  });
});

function manifest(name: string): unknown {
  return parse(readFileSync(new URL(`../../manifests/${name}`, import.meta.url), "utf8"));
}
