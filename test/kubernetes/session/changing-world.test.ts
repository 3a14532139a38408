import assert from "node:assert/strict";
import type { ClusterSession, ProbeRequest } from "../../../src/cluster/port.ts";
import {
  type Change,
  namespaceWithImpliedLabel,
  type Outcome,
  type Pod,
  type PodRef,
  type World,
} from "../../../src/model/index.ts";
import { denyAllIngress, pod, policy, service } from "../../model/build.ts";
import type { FakeApiServer } from "../fakes/fake-api-server.ts";
import { type FakeCluster, fakeCluster } from "../fakes/fake-cluster.ts";

const on = (ref: PodRef, node: string): Pod => ({ ...pod(ref), node });
const WORLD: World = {
  namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
  pods: [on("x/a", "one"), pod("y/b", { app: "b" })],
  services: [
    service("x/web", { app: "b" }),
    { ...service("y/b", {}), backs: { pod: "y/b" } },
    { ...service("x/headless", { app: "b" }), headless: true },
  ],
};
const never = new AbortController().signal;

describe("a session whose world changes", () => {
  let made: FakeCluster;
  let fake: FakeApiServer;
  let session: ClusterSession;
  beforeEach(async () => {
    made = await fakeCluster();
    fake = made.fake;
    fake.objects.node("n2");
    session = await made.cluster().open(WORLD, never);
  });
  afterEach(async () => {
    await session[Symbol.asyncDispose]();
    assert.deepEqual(fake.objects.names("namespaces"), ["default"]);
    await made.close();
  });

  const apply = (...changes: readonly Change[]) => session.apply(changes, never);
  const create = (created: Pod): Change => ({ action: "create-pod", pod: created });
  const probe = async (from: PodRef, target: PodRef, how: Partial<ProbeRequest> = {}): Promise<Outcome> => {
    const request = { target, port: 80, protocol: "TCP", ...how } as const;
    const batch = { probes: [request], timeoutMs: 500, launchesPerSecond: 100 };
    const { observations } = await session.probe(from, batch, never);
    return observations[0]?.outcome ?? "probe-failed";
  };
  const uidOf = (ref: PodRef) => {
    const [namespace, name] = ref.split("/");
    return fake.objects.byPath.get(`/api/v1/namespaces/${namespace}/pods/${name}`)?.metadata.uid;
  };

  it("has Services with the addresses that the cluster gave them, and headless ones without", () => {
    assert.deepEqual(fake.objects.names("services"), ["web", "b", "headless"]);
    assert.deepEqual([...session.clusterIps.keys()], ["x/web", "y/b"]);
    assert.match(session.clusterIps.get("x/web")?.[0] ?? "", /^10\.96\.0\.\d+$/);
  });

  it("has a pod more after one was created, on a node that a sentinel watches", async () => {
    await apply(create(pod("y/c")));
    assert.equal(session.placements.get("y/c")?.addresses.length, 1);
    const watched = session.sentinels.map(({ ref }) => session.placements.get(ref)?.node);
    assert.ok(watched.includes(session.placements.get("y/c")?.node));
    assert.equal(await probe("y/c", "x/a"), "reachable");
    assert.equal(await probe("x/a", "y/c"), "reachable");
  });

  it("places pods that come together by their words", async () => {
    await apply(create(on("y/c", "one")), create(on("y/d", "two")), create(on("y/e", "two")));
    const nodes = ["x/a", "y/c", "y/d", "y/e"].map((ref) => session.placements.get(ref as PodRef)?.node);
    assert.deepEqual(nodes, ["n1", "n1", "n2", "n2"]);
  });

  it("refuses a word for which there is no node, by the name of the change", async () => {
    await apply(create(on("y/d", "two")));
    await assert.rejects(
      apply(create(on("y/e", "three"))),
      /^ClusterError: could not create the pod y\/e: .*one, two, three/,
    );
  });

  it("no longer has a pod that was removed", async () => {
    await apply({ action: "remove-pod", pod: "y/b" });
    assert.equal(session.placements.has("y/b"), false);
    assert.equal(uidOf("y/b"), undefined);
    await assert.rejects(probe("y/b", "x/a"), /y\/b is not of this run/);
    await assert.rejects(probe("x/a", "y/b"), /pod y\/b has no address/);
  });

  it("waits until a removed pod is gone", async () => {
    let looks = 0;
    const path = "/api/v1/namespaces/y/pods/b";
    const there = fake.objects.byPath.get(path);
    fake.fault = ({ method, path: asked }) =>
      method === "GET" && asked === path && ++looks < 3 ? { status: 200, body: there } : undefined;
    await apply({ action: "remove-pod", pod: "y/b" });
    assert.equal(looks, 3);
  });

  it("has another pod of the same name on the same node after a restart, with its present labels", async () => {
    const first = { uid: uidOf("x/a"), ...session.placements.get("x/a") };
    await apply(
      { action: "label-pod", pod: "x/a", set: { app: "new" }, unset: [] },
      { action: "restart-pod", pod: "x/a" },
    );
    const second = { uid: uidOf("x/a"), ...session.placements.get("x/a") };
    assert.notEqual(second.uid, first.uid);
    assert.notDeepEqual(second.addresses, first.addresses);
    assert.equal(second.node, first.node);
    assert.equal(fake.objects.byPath.get("/api/v1/namespaces/x/pods/a")?.metadata.labels?.app, "new");
    assert.equal(await probe("y/b", "x/a"), "reachable");
    assert.equal(await probe("x/a", "y/b"), "reachable");
  });

  it("knows a restarted pod again on a new stream, and no other", async () => {
    await apply({ action: "restart-pod", pod: "x/a" });
    for (const socket of fake.connections) socket.resetAndDestroy();
    assert.equal(await probe("x/a", "y/b"), "reachable");
  });

  it("has a namespace more with what pods need there, and removes it at the end", async () => {
    await apply(
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("z", { team: "t" }) },
      create(pod("z/a")),
    );
    assert.ok(fake.objects.byPath.has("/api/v1/namespaces/z/configmaps/netverdict-agent"));
    const { labels } = fake.objects.byPath.get("/api/v1/namespaces/z")?.metadata ?? {};
    assert.deepEqual([labels?.team, labels?.["netverdict.dev/run"]], ["t", "r1"]);
    assert.equal(await probe("z/a", "x/a"), "reachable");
  });

  it("does not touch a namespace that exists", async () => {
    const createNamespace = (name: string): Change => ({
      action: "create-namespace",
      namespace: namespaceWithImpliedLabel(name),
    });
    await assert.rejects(apply(createNamespace("x")), /could not create the namespace x: .*x exists already/);
    await assert.rejects(apply(createNamespace("default")), /'default' is not netverdict's/);
    await assert.rejects(
      apply({ action: "remove-namespace", namespace: "default" }),
      /there is no namespace default/,
    );
    await assert.rejects(apply(create(pod("default/a"))), /there is no namespace default/);
  });

  it("no longer has what was in a namespace that was removed, and can make it again", async () => {
    await apply({ action: "remove-namespace", namespace: "x" });
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "netverdict-r1", "y"]);
    assert.equal(session.placements.has("x/a"), false);
    assert.deepEqual([...session.clusterIps.keys()], ["y/b"]);
    await apply(
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("x") },
      create(on("x/a", "one")),
    );
    assert.equal(await probe("y/b", "x/a"), "reachable");
  });

  it("says which change failed, and why", async () => {
    fake.objects.podStatus = () => ({
      phase: "Failed",
      containerStatuses: [{ name: "agent", state: { terminated: { exitCode: 1 } } }],
    });
    await assert.rejects(
      apply(create(pod("y/c"))),
      /could not create the pod y\/c: .*ended with exit code 1/,
    );
    const again: Change = { action: "apply", object: policy("nowhere", "p", denyAllIngress) };
    await assert.rejects(
      apply(again),
      /could not apply the policy nowhere\/p: there is no namespace nowhere/,
    );
    const sctp = pod("y/s", {}, [{ port: 80, protocol: "SCTP" }]);
    await assert.rejects(apply(create(sctp)), /could not create the pod y\/s: SCTP cannot be probed/);
  });

  it("applies policies at one time, and the sentinels' after them", async () => {
    const { name } = session.sentinelNamespace;
    const policies = ["p", "q", "r"].map((one) => policy("x", one, denyAllIngress));
    const last = policy(name, "s", denyAllIngress);
    await apply(...[...policies, last].map((one): Change => ({ action: "apply", object: one })));
    const applied = fake.recorded
      .filter(({ method }) => method === "PATCH")
      .map(({ path }) => path.split("/").at(-1));
    assert.deepEqual(applied.slice(0, 3).sort(), ["p", "q", "r"]);
    assert.equal(applied[3], "s");
  });
});
