import assert from "node:assert/strict";
import { renamedCluster } from "../../src/cluster/renamed.ts";
import { namespaceWithImpliedLabel, type World } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";
import { type FakeCluster, fakeCluster } from "./fakes/fake-cluster.ts";

const never = new AbortController().signal;
const WORLD: World = {
  namespaces: [namespaceWithImpliedLabel("x")],
  pods: [pod("x/a"), pod("x/b")],
  services: [],
};
const POLICIES = "networkpolicies";

describe("sessions of equal worlds side by side", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
  });
  afterEach(() => made.close());

  const openBoth = async () => {
    const cluster = made.cluster();
    return Promise.all([cluster.open(WORLD, never), renamedCluster(cluster, "-nv2").open(WORLD, never)]);
  };
  const pathsOf = (kind: string) =>
    [...made.fake.objects.byPath.keys()].filter((path) => path.split("/").at(-2) === kind).sort();

  it("have namespaces, pods and sentinels of their own, under the same names for who uses them", async () => {
    const [first, second] = await openBoth();
    assert.deepEqual(made.fake.objects.names("namespaces").toSorted(), [
      "default",
      "netverdict-r1",
      "netverdict-r1-2",
      "x",
      "x-nv2",
    ]);
    const addresses = [first, second].map(({ placements }) => placements.get("x/a")?.addresses[0]);
    assert.ok(addresses.every((address) => address !== undefined) && addresses[0] !== addresses[1]);
    assert.notEqual(first.sentinelNamespace.name, second.sentinelNamespace.name);
    await Promise.all([first, second].map((session) => session[Symbol.asyncDispose]()));
  });

  it("probe each among its own pods", async () => {
    const [first, second] = await openBoth();
    const batch = {
      probes: [{ target: "x/b", port: 80, protocol: "TCP" }],
      timeoutMs: 1_000,
      launchesPerSecond: 100,
    } as const;
    for (const session of [first, second]) {
      const { observations } = await session.probe("x/a", batch, never);
      assert.equal(observations[0]?.outcome, "reachable");
    }
    await Promise.all([first, second].map((session) => session[Symbol.asyncDispose]()));
  });

  it("change, and remove at their end, nothing of each other", async () => {
    const [first, second] = await openBoth();
    await second.apply([{ action: "apply", object: policy("x", "p", denyAllIngress) }], never);
    assert.deepEqual(pathsOf(POLICIES), [`/apis/networking.k8s.io/v1/namespaces/x-nv2/${POLICIES}/p`]);
    await second[Symbol.asyncDispose]();
    assert.deepEqual(made.fake.objects.names("namespaces").toSorted(), ["default", "netverdict-r1", "x"]);
    await first[Symbol.asyncDispose]();
    assert.deepEqual(made.fake.objects.names("namespaces"), ["default"]);
  });

  it("do not open where the other's namespaces are", async () => {
    const cluster = made.cluster();
    const first = await cluster.open(WORLD, never);
    await assert.rejects(cluster.open(WORLD, never), /namespace 'x' is of the run r1/);
    await first[Symbol.asyncDispose]();
  });
});
