import assert from "node:assert/strict";
import type { ContainerState, PodStatus, PodStatusObject } from "../../../src/kubernetes/api/api-types.ts";
import { podState } from "../../../src/kubernetes/pods/pod-state.ts";

const pod = (status: PodStatus): PodStatusObject => ({ metadata: { name: "a" }, status });
const withState = (state: ContainerState, rest: PodStatus = { phase: "Pending" }) =>
  pod({ ...rest, containerStatuses: [{ name: "agent", state }] });
const waitingFor = (reason: string, message?: string) =>
  withState({ waiting: { reason, ...(message === undefined ? {} : { message }) } });

describe("the state of a pod", () => {
  it("is running when its container runs and it has an address", () => {
    const running = withState({ running: {} }, { phase: "Running", podIPs: [{ ip: "10.0.0.1" }] });
    assert.deepEqual(podState(running), { kind: "running" });
  });

  it("is not running before it has an address", () => {
    assert.equal(podState(withState({ running: {} }, { phase: "Running" })).kind, "starting");
  });

  it("is starting while nothing is known to be wrong", () => {
    assert.deepEqual(podState(pod({ phase: "Pending" })), { kind: "starting", why: "phase Pending" });
    assert.deepEqual(podState(waitingFor("ContainerCreating")), {
      kind: "starting",
      why: "ContainerCreating",
    });
  });

  for (const reason of ["ErrImagePull", "ImagePullBackOff", "CreateContainerConfigError"])
    it(`is stuck on ${reason}, which may heal`, () => {
      const why = `${reason}: no such thing`;
      assert.deepEqual(podState(waitingFor(reason, "no such thing")), { kind: "stuck", why });
    });

  for (const reason of ["InvalidImageName", "CrashLoopBackOff"])
    it(`has failed on ${reason}, which does not heal`, () => {
      assert.deepEqual(podState(waitingFor(reason)), { kind: "failed", why: reason });
    });

  it("is stuck with the scheduler's words when no node will have it", () => {
    const message = "0/3 nodes are available: 3 Insufficient memory.";
    const conditions = [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }];
    const state = podState(pod({ phase: "Pending", conditions }));
    assert.deepEqual(state, { kind: "stuck", why: `Unschedulable: ${message}` });
  });

  it("is as stuck as the sidecar that its agent waits for", () => {
    const wait = (name: string, reason: string) => ({ name, state: { waiting: { reason } } });
    const state = podState(
      pod({
        phase: "Pending",
        initContainerStatuses: [wait("sidecar", "ErrImagePull")],
        containerStatuses: [wait("agent", "PodInitializing")],
      }),
    );
    assert.deepEqual(state, { kind: "stuck", why: "ErrImagePull" });
  });

  it("has failed when its agent ended, with the reason", () => {
    const state = podState(
      withState({ terminated: { exitCode: 137, reason: "OOMKilled" } }, { phase: "Failed" }),
    );
    assert.deepEqual(state, {
      kind: "failed",
      why: "the agent was killed since its container ran out of memory (OOMKilled)",
    });
  });

  it("has failed when the node evicted it", () => {
    const evicted = pod({ phase: "Failed", reason: "Evicted", message: "low on memory" });
    assert.deepEqual(podState(evicted), { kind: "failed", why: "evicted (low on memory)" });
  });

  it("has failed when somebody deletes it, or when it is gone", () => {
    const metadata = { name: "a", deletionTimestamp: "2026-01-01T00:00:00Z" };
    assert.equal(podState({ metadata }).kind, "failed");
    assert.deepEqual(podState(undefined), { kind: "failed", why: "the pod is gone" });
  });
});
