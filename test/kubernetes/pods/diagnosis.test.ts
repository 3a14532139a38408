import assert from "node:assert/strict";
import type { EventObject, NodeObject, PodStatusObject } from "../../../src/kubernetes/api/api-types.ts";
import { diagnosePod, podSentence } from "../../../src/kubernetes/pods/diagnosis.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";

const readyNode: NodeObject = {
  metadata: { name: "w1" },
  status: { conditions: [{ type: "Ready", status: "True" }] },
};
const running: PodStatusObject = {
  metadata: { name: "a" },
  spec: { nodeName: "w1" },
  status: { phase: "Running" },
};
const warning = (reason: string, lastTimestamp: string): EventObject => ({
  metadata: { name: reason },
  type: "Warning",
  reason,
  message: "it happened",
  lastTimestamp,
});

describe("the sentence about a pod", () => {
  it("names phase and node when nothing is wrong", () => {
    assert.equal(podSentence("x/a", running, readyNode, []), "pod x/a: phase Running, on node w1");
  });

  it("says how the agent ended", () => {
    const terminated = { exitCode: 1, reason: "Error" };
    const status = { phase: "Failed", containerStatuses: [{ name: "agent", state: { terminated } }] };
    const sentence = podSentence("x/a", { ...running, status }, readyNode, []);
    assert.equal(sentence, "pod x/a: phase Failed, the agent ended with exit code 1 (Error), on node w1");
  });

  it("says that it was restarted, and how its last container ended", () => {
    const lastState = { terminated: { exitCode: 137, reason: "OOMKilled" } };
    const containerStatuses = [{ name: "agent", restartCount: 2, state: { running: {} }, lastState }];
    const status = { phase: "Running", containerStatuses };
    assert.match(
      podSentence("x/a", { ...running, status }, readyNode, []),
      /the agent was killed since its container ran out of memory \(OOMKilled\), 2 restarts/,
    );
  });

  it("says that the node is not ready, or gone", () => {
    const conditions = [{ type: "Ready", status: "Unknown", reason: "NodeStatusUnknown" }];
    const lost = { ...readyNode, status: { conditions } };
    assert.match(
      podSentence("x/a", running, lost, []),
      /on node w1, which is not ready \(NodeStatusUnknown\)/,
    );
    assert.match(podSentence("x/a", running, undefined, []), /on node w1, which is gone/);
  });

  it("ends with the latest warning", () => {
    const events = [
      warning("Old", "2026-01-01T00:00:00Z"),
      warning("New", "2026-01-01T00:00:09Z"),
      { ...warning("Normal", "2026-01-01T00:01:00Z"), type: "Normal" },
    ];
    assert.match(podSentence("x/a", running, readyNode, events), /last warning New: it happened$/);
  });

  it("says that the agent was killed, and by which signal", () => {
    const terminated = { exitCode: 137, reason: "Error" };
    const status = { phase: "Failed", containerStatuses: [{ name: "agent", state: { terminated } }] };
    const sentence = podSentence("x/a", { ...running, status }, readyNode, []);
    assert.equal(sentence, "pod x/a: phase Failed, the agent was killed by signal 9 (Error), on node w1");
  });

  it("says that the pod was evicted, in the node's words", () => {
    const status = { phase: "Failed", reason: "Evicted", message: "The node was low on resource: memory" };
    assert.equal(
      podSentence("x/a", { ...running, status }, readyNode, []),
      "pod x/a: evicted (The node was low on resource: memory), on node w1",
    );
  });

  it("says on whose behalf a pod is being deleted", () => {
    const metadata = { name: "a", deletionTimestamp: "2026-01-01T00:00:00Z" };
    const conditions = [{ type: "DisruptionTarget", status: "True", reason: "EvictionByEvictionAPI" }];
    const status = { phase: "Running", conditions };
    assert.match(
      podSentence("x/a", { ...running, metadata, status }, readyNode, []),
      /phase Running, being deleted \(EvictionByEvictionAPI\), on node w1/,
    );
  });
});

describe("the sentence about a pod that is gone", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
  });
  afterEach(() => fake.close());

  const diagnose = (uid?: string) => diagnosePod(fake.api, { ref: "x/a", uid }, new AbortController().signal);
  const tell = (...events: readonly EventObject[]) => {
    fake.fault = ({ path }) =>
      path.endsWith("/events") ? { status: 200, body: { items: events } } : undefined;
  };

  it("says that it was deleted", async () => {
    assert.equal(await diagnose(), "pod x/a is gone: it was deleted");
  });

  it("ends with what the cluster said last", async () => {
    tell(
      { ...warning("Killing", "2026-01-01T00:00:09Z"), type: "Normal" },
      warning("Evicted", "2026-01-01T00:00:00Z"),
    );
    assert.equal(await diagnose("u1"), "pod x/a is gone: it was deleted (Evicted: it happened)");
    assert.equal(fake.recorded.at(-1)?.query.get("fieldSelector"), "involvedObject.uid=u1");
  });

  it("tells it from another pod of its name", async () => {
    const metadata = { name: "a", namespace: "x", uid: "u2" };
    fake.objects.byPath.set("/api/v1/namespaces/x/pods/a", { metadata });
    assert.equal(await diagnose("u1"), "pod x/a was deleted, and another has its name");
    assert.match(await diagnose("u2"), /^pod x\/a: phase unknown/);
  });
});
