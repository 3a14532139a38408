import assert from "node:assert/strict";
import type { PodStatusObject } from "../../../src/kubernetes/api/api-types.ts";
import { checkUnchanged, podDifference } from "../../../src/kubernetes/pods/pod-identity.ts";
import { fakeApiServer } from "../fakes/fake-api-server.ts";
import { runningStatus } from "../fakes/fake-objects.ts";

const KNOWN: PodStatusObject = { metadata: { name: "a", uid: "u1" }, status: runningStatus("a", "10.0.0.1") };

describe("a pod seen again", () => {
  it("is the same while nothing has changed", () => {
    assert.equal(podDifference(KNOWN, KNOWN), undefined);
  });

  it("is another when its UID is", () => {
    const other = { ...KNOWN, metadata: { name: "a", uid: "u2" } };
    assert.match(podDifference(KNOWN, other) ?? "", /replaced by another of the same name/);
  });

  it("is not the same with another address, which others still dial", () => {
    const moved = { ...KNOWN, status: runningStatus("a", "10.0.0.9") };
    assert.match(podDifference(KNOWN, moved) ?? "", /address changed to 10.0.0.9/);
  });

  it("is not the same after a restart, during which its listeners were away", () => {
    const containerStatuses = [{ name: "agent", restartCount: 1, state: { running: {} } }];
    const restarted = { ...KNOWN, status: { ...KNOWN.status, containerStatuses } };
    assert.match(podDifference(KNOWN, restarted) ?? "", /restarted \(1\)/);
  });

  it("is not the same when its agent has ended", () => {
    const containerStatuses = [{ name: "agent", state: { terminated: { exitCode: 137 } } }];
    const ended = { ...KNOWN, status: { ...KNOWN.status, containerStatuses } };
    assert.match(podDifference(KNOWN, ended) ?? "", /killed by signal 9/);
  });

  it("may be gone", async () => {
    const fake = await fakeApiServer();
    await assert.rejects(
      checkUnchanged(fake.api, "x/a", KNOWN, new AbortController().signal),
      /^ClusterError: pod x\/a is gone$/,
    );
    await fake.close();
  });
});
