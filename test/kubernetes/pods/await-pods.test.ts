import assert from "node:assert/strict";
import type { PodStatus } from "../../../src/kubernetes/api/api-types.ts";
import { awaitPods } from "../../../src/kubernetes/pods/await-pods.ts";
import { type Clock, manualClock } from "../../../src/system/clock.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";
import { runningStatus } from "../fakes/fake-objects.ts";

const never = new AbortController().signal;
const PODS = ["a", "b"].map(
  (name) => ({ ref: `x/${name}`, namespace: "x", name, labels: {}, ports: [] }) as const,
);
const waiting = (reason: string): PodStatus => ({
  phase: "Pending",
  containerStatuses: [{ name: "agent", state: { waiting: { reason } } }],
});

describe("waiting for pods", () => {
  let fake: FakeApiServer;
  let clock: Clock;
  beforeEach(async () => {
    fake = await fakeApiServer();
    clock = manualClock();
    show("a", runningStatus("a", "10.0.0.1"));
  });
  afterEach(() => fake.close());

  const show = (name: string, status: PodStatus) => {
    const metadata = { name, namespace: "x", labels: { "netverdict.dev/run": "r1" } };
    fake.objects.byPath.set(`/api/v1/namespaces/x/pods/${name}`, { metadata, status });
  };
  const wait = (timeoutMs = 120_000) =>
    awaitPods(fake.api, { pods: PODS, run: "r1", isConfined: false, timeoutMs, clock }, never);

  it("resolves when all of them run", async () => {
    show("b", waiting("ContainerCreating"));
    fake.fault = () => {
      if (fake.recorded.length === 3) show("b", runningStatus("b", "10.0.0.2"));
      return undefined;
    };
    const found = await wait();
    assert.deepEqual(found.get("x/b")?.status?.podIPs, [{ ip: "10.0.0.2" }]);
    assert.equal(fake.recorded.length, 3);
  });

  it("fails at once when one has ended", async () => {
    const state = { terminated: { exitCode: 1 } };
    show("b", { phase: "Failed", containerStatuses: [{ name: "agent", state }] });
    await assert.rejects(wait(), /^PodsNotRunning: pod x\/b: not running: the agent ended with exit code 1$/);
    assert.equal(clock.now(), 0);
  });

  it("gives a failing image pull some seconds, not the whole time", async () => {
    show("b", waiting("ImagePullBackOff"));
    await assert.rejects(wait(), /pod x\/b: not running: ImagePullBackOff/);
    assert.ok(clock.now() >= 8_000 && clock.now() < 10_000, `${clock.now()} ms`);
  });

  it("forgives a pull that failed once", async () => {
    show("b", waiting("ErrImagePull"));
    fake.fault = () => {
      if (clock.now() > 5_000) show("b", waiting("ContainerCreating"));
      if (clock.now() > 20_000) show("b", runningStatus("b", "10.0.0.2"));
      return undefined;
    };
    assert.equal((await wait()).size, 2);
  });

  it("ends with the reason when the time is over", async () => {
    show("b", waiting("ContainerCreating"));
    await assert.rejects(wait(30_000), /pod x\/b: not running after 30 s: ContainerCreating/);
  });

  it("fails when a pod is gone", async () => {
    await assert.rejects(wait(), /pod x\/b: not running: the pod is gone/);
  });
});
