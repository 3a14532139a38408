import assert from "node:assert/strict";
import type { ClusterSession } from "../../../src/cluster/port.ts";
import type { Outcome } from "../../../src/model/index.ts";
import { FAULTS } from "../../../src/netns/faults/registry.ts";
import { denyAllIngress, pod, policy } from "../../model/build.ts";
import { needsBox } from "../needs-box.ts";
import { testCluster, worldOf } from "../test-cluster.ts";
import { type FlowText, tryFlows } from "../try-flows.ts";

const { signal } = new AbortController();
const ports = [
  { port: 80, protocol: "TCP" },
  { port: 53, protocol: "UDP" },
] as const;
/** Node 1 has x/a, node 2 has x/b. */
const world = worldOf([pod("x/a", { app: "a" }, ports), pod("x/b", { app: "b" }, ports)]);
const flows: readonly FlowText[] = [
  "x/a -> x/b:80",
  "x/a -> x/b:53/UDP",
  "x/b -> x/a:80",
  "x/b -> x/a:53/UDP",
];
const DENIED = ["timeout", "timeout", "timeout", "timeout"] as const;

describe("a local cluster with a planted fault", () => {
  before(needsBox);

  /** What packets do where all ingress is denied. */
  async function underDenial(name?: string, where?: string): Promise<readonly Outcome[]> {
    const fault = FAULTS.find((each) => each.name === name);
    assert.equal(fault?.name, name);
    const planted = fault && { fault, ...(where === undefined ? {} : { where }) };
    const cluster = testCluster(planted && { planted });
    await using session: ClusterSession = await cluster.open(world, signal);
    await session.apply([{ action: "apply", object: policy("x", "deny", denyAllIngress) }], signal);
    return await tryFlows(session, flows);
  }

  it("denies everything where there is none", async () => {
    assert.deepEqual(await underDenial(), DENIED);
  });

  it("lets packets through to the pod that it is planted on, and to no other", async () => {
    assert.deepEqual(await underDenial("rule-lost", "x/b"), ["reachable", "reachable", "timeout", "timeout"]);
  });

  it("lets packets through to the node that it is planted on, and to no other", async () => {
    assert.deepEqual(await underDenial("node-idle", "node-1"), [
      "timeout",
      "timeout",
      "reachable",
      "reachable",
    ]);
  });

  it("is not taken to deny where a connection is made and only what follows is dropped", async () => {
    assert.deepEqual(await underDenial("handshake-only"), ["unanswered", "timeout", "unanswered", "timeout"]);
  });

  it("lets datagrams through where UDP is ignored", async () => {
    assert.deepEqual(await underDenial("udp-ignored"), ["timeout", "reachable", "timeout", "reachable"]);
  });

  it("refuses at once where it rejects", async () => {
    assert.deepEqual(await underDenial("rejects"), ["refused", "refused", "refused", "refused"]);
  });

  it("says so in its facts, with what it does wrong", async () => {
    const [fault = assert.fail("there is no fault")] = FAULTS;
    const cluster = testCluster({ planted: { fault, where: "x/a" } });
    assert.equal(cluster.fault, `${fault.name} on x/a`);
    await using session = await cluster.open(world, signal);
    assert.equal(session.facts.fault, `${fault.name} on x/a`);
    assert.match(session.facts.note ?? "", new RegExp(`with a fault planted on purpose: ${fault.title}`));
  });

  it("is not opened where the fault would be nowhere", async () => {
    const [fault = assert.fail("there is no fault")] = FAULTS;
    const cluster = testCluster({ planted: { fault, where: "x/nobody" } });
    await assert.rejects(cluster.open(world, signal), /cannot be planted on x\/nobody: there is only node-1/);
  });
});
