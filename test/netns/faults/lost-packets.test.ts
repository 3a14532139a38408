import assert from "node:assert/strict";
import type { ClusterSession, ProbeRequest } from "../../../src/cluster/port.ts";
import { FAULTS } from "../../../src/netns/faults/registry.ts";
import { denyAllIngress, pod, policy } from "../../model/build.ts";
import { needsBox } from "../needs-box.ts";
import { testCluster, worldOf } from "../test-cluster.ts";

const { signal } = new AbortController();
const ports = [{ port: 80, protocol: "TCP" }] as const;
const world = worldOf([pod("x/a", { app: "a" }, ports), pod("x/b", { app: "b" }, ports)]);
const allowAll = { ...denyAllIngress, ingress: [{}] };
const probe: ProbeRequest = { target: "x/b", port: 80, protocol: "TCP" };

describe("TCP probes on a cluster that loses packets", () => {
  before(needsBox);

  it("say which answers came to the second packet only", async () => {
    const fault = FAULTS.find(({ name }) => name === "loss") ?? assert.fail("there is no loss");
    await using session: ClusterSession = await testCluster({ planted: { fault } }).open(world, signal);
    await session.apply([{ action: "apply", object: policy("x", "allow", allowAll) }], signal);
    const batch = {
      probes: Array.from({ length: 60 }, () => probe),
      timeoutMs: 1_000,
      launchesPerSecond: 1000,
    };
    const { observations } = await session.probe("x/a", batch, signal);
    const lost = observations.filter((observation) => observation.lost !== undefined);
    assert.ok(lost.length > 0 && lost.length < observations.length, `${lost.length} lost`);
    for (const observation of lost)
      assert.deepEqual([observation.outcome, observation.lost], ["reachable", 1]);
  });
});
