import assert from "node:assert/strict";
import type { ClusterSession } from "../../src/cluster/port.ts";
import { type Change, namespaceWithImpliedLabel, type Pod, type PodRef } from "../../src/model/index.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";
import { needsBox } from "./needs-box.ts";
import { testCluster } from "./test-cluster.ts";
import { tryFlows } from "./try-flows.ts";

const { signal } = new AbortController();
const served = [
  { port: 80, protocol: "TCP" },
  { port: 53, protocol: "UDP" },
] as const;
const world = {
  namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
  pods: [
    pod("x/a", { app: "a" }, served),
    pod("x/b", { app: "b" }, served),
    pod("y/a", { app: "a" }, served),
    pod("y/b", { app: "b" }, served),
  ],
  services: [],
};

describe("a local cluster whose pods come and go", () => {
  let session: ClusterSession;
  before(needsBox);
  beforeEach(async () => {
    session = await testCluster().open(world, signal);
  });
  afterEach(() => session?.[Symbol.asyncDispose]());

  const apply = (...changes: readonly Change[]): Promise<void> => session.apply(changes, signal);
  const addressOf = (ref: PodRef): string | undefined => session.placements.get(ref)?.addresses[0];
  const onNode = (node: string, made: Pod): Pod => ({ ...made, node });

  it("reaches a new pod and is reached by it, in a new namespace too", async () => {
    const created = pod("z/n", {}, served);
    await apply(
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("z") },
      { action: "create-pod", pod: created },
    );
    const seen = await tryFlows(session, ["x/a -> z/n:80", "z/n -> x/b:53/UDP", "z/n -> y/a:80"]);
    assert.deepEqual(seen, ["reachable", "reachable", "reachable"]);
    assert.ok(session.placements.has("z/n"));
  });

  it("has the nodes that pods name which come later", async () => {
    await using other = await testCluster().open({ ...world, nodes: 4 }, signal);
    const created = ["one", "two", "three", "four"].map((node) => onNode(node, pod(`x/${node}`, {}, served)));
    await other.apply(
      created.map((made) => ({ action: "create-pod", pod: made })),
      signal,
    );
    assert.equal(new Set(created.map(({ ref }) => other.placements.get(ref)?.node)).size, 4);
    assert.deepEqual(await tryFlows(other, ["x/one -> x/four:80", "x/three -> x/two:53/UDP"]), [
      "reachable",
      "reachable",
    ]);
  });

  it("reaches nobody at the address of a pod that was removed, and does not know it any more", async () => {
    await apply({ action: "remove-pod", pod: "x/b" });
    assert.equal(session.placements.has("x/b"), false);
    await assert.rejects(tryFlows(session, ["x/a -> x/b:80"]), /pod x\/b has no address/);
    await assert.rejects(tryFlows(session, ["x/b -> x/a:80"]), /there is no pod x\/b/);
    assert.equal(await session.diagnose("x/b"), "there is no pod x/b");
    await assert.rejects(apply({ action: "restart-pod", pod: "x/b" }), {
      name: "ClusterError",
      message: "there is no pod x/b",
    });
  });

  it("removes a namespace with its pods and policies, and leaves the others as they are", async () => {
    await apply({ action: "apply", object: policy("x", "deny", denyAllIngress) });
    await apply({ action: "remove-namespace", namespace: "x" });
    assert.deepEqual(
      [...session.placements.keys()].filter((ref) => !ref.startsWith("netverdict-sentinel/")),
      ["y/a", "y/b"],
    );
    assert.deepEqual(await tryFlows(session, ["y/a -> y/b:80"]), ["reachable"]);
    await apply(
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("x") },
      { action: "create-pod", pod: pod("x/a") },
    );
    assert.deepEqual(await tryFlows(session, ["y/a -> x/a:80"]), ["reachable"]);
  });

  it("gives a restarted pod another address, under the same policies as before", async () => {
    await apply({ action: "apply", object: policy("x", "deny", denyAllIngress) });
    const earlier = addressOf("x/a");
    await apply({ action: "restart-pod", pod: "x/a" });
    assert.notEqual(addressOf("x/a"), earlier);
    const seen = await tryFlows(session, ["x/b -> x/a:80", "x/a -> y/a:53/UDP", "x/a -> y/b:80"]);
    assert.deepEqual(seen, ["timeout", "reachable", "reachable"]);
  });

  it("does not judge a new pod by one that had its address", async () => {
    const from = { podSelector: { matchLabels: { app: "a" } } };
    const spec = { podSelector: { matchLabels: { app: "b" } }, ingress: [{ from: [from] }] };
    await apply({ action: "apply", object: policy("x", "p", spec) });
    const freed = addressOf("x/a");
    const node = session.placements.get("x/a")?.node;
    assert.deepEqual(await tryFlows(session, ["x/a -> x/b:80", "x/a -> x/b:53/UDP"]), [
      "reachable",
      "reachable",
    ]);
    await apply(
      { action: "remove-pod", pod: "x/a" },
      { action: "create-pod", pod: pod("x/c", { app: "c" }) },
    );
    assert.deepEqual([addressOf("x/c"), session.placements.get("x/c")?.node], [freed, node]);
    assert.deepEqual(await tryFlows(session, ["x/c -> x/b:80", "x/c -> x/b:53/UDP", "x/b -> x/c:80"]), [
      "timeout",
      "timeout",
      "reachable",
    ]);
  });

  it("keeps answering between other pods while some come and go", async () => {
    const batch = {
      probes: Array.from({ length: 200 }, () => ({ target: "y/b", port: 80, protocol: "TCP" }) as const),
      timeoutMs: 1_000,
      launchesPerSecond: 200,
    };
    const measuring = session.probe("x/b", batch, signal);
    await apply({ action: "restart-pod", pod: "x/a" });
    await apply({ action: "remove-pod", pod: "x/a" });
    const { observations } = await measuring;
    assert.deepEqual(new Set(observations.map(({ outcome }) => outcome)), new Set(["reachable"]));
  });

  it("leaves no process, link or network namespace of a pod that is gone", async () => {
    const fresh = (): Change => ({ action: "create-pod", pod: onNode("n", pod("x/n")) });
    for (let turn = 0; turn < 3; turn++) {
      await apply(fresh());
      await apply({ action: "remove-pod", pod: "x/n" });
    }
    await apply(fresh());
    assert.deepEqual(await tryFlows(session, ["x/n -> y/b:80", "y/b -> x/n:80"]), ["reachable", "reachable"]);
  });
});
