import assert from "node:assert/strict";
import type { EventObject, NodeObject, PodStatusObject } from "../../../src/kubernetes/api/api-types.ts";
import { diagnosePod, podSentence } from "../../../src/kubernetes/pods/diagnosis.ts";
import { fakeApiServer } from "../fakes/fake-api-server.ts";

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
      /exit code 137 \(OOMKilled\), 2 restarts/,
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

  it("says that the pod is gone", async () => {
    const fake = await fakeApiServer();
    assert.equal(await diagnosePod(fake.api, "x/a", new AbortController().signal), "pod x/a is gone");
    await fake.close();
  });
});
