import assert from "node:assert/strict";
import { lentNaming, tooFewLent } from "../../src/cluster/lent-namespaces.ts";
import { memoryCluster } from "../../src/cluster/memory.ts";
import { clusterWithNames } from "../../src/cluster/renamed.ts";
import { type NetworkPolicySpec, namespaceWithImpliedLabel, type PodRef } from "../../src/model/index.ts";
import { pod, policy, scenario } from "../model/build.ts";

const signal = new AbortController().signal;
const WORLD = scenario([pod("shop/web"), pod("data/db")], []);

const fromNamespace = (name: string): NetworkPolicySpec => ({
  podSelector: {},
  ingress: [{ from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } } }] }],
});

/** A memory cluster in lent namespaces, and which pods were asked. */
function lent(names: readonly string[], later: readonly string[] = []) {
  const asked: string[] = [];
  const memory = memoryCluster({
    distort: (flow, seen) => {
      asked.push(`${flow.source} ${flow.target}`);
      return seen;
    },
  });
  return { asked, cluster: clusterWithNames(memory, lentNaming(names, later)) };
}

describe("lent namespaces", () => {
  it("stand for the scenario's in the order of their declaration", async () => {
    const { asked, cluster } = lent(["b", "a", "c"]);
    await using session = await cluster.open(WORLD, signal);
    const probes = [{ target: "data/db", port: 80, protocol: "TCP" } as const];
    await session.probe("shop/web", { probes, timeoutMs: 1, launchesPerSecond: 1 }, signal);
    assert.deepEqual(asked, ["b/web a/db"]);
    assert.match(
      session.facts.note ?? "",
      /the lent namespaces b, a stand for the scenario's in their order; sentinels are in c$/,
    );
  });

  it("may have the names of the scenario's, in another order", async () => {
    const { asked, cluster } = lent(["data", "shop", "c"]);
    await using session = await cluster.open(WORLD, signal);
    const probes = [{ target: "data/db", port: 80, protocol: "TCP" } as const];
    await session.probe("shop/web", { probes, timeoutMs: 1, launchesPerSecond: 1 }, signal);
    assert.deepEqual(asked, ["data/web shop/db"]);
    assert.ok(session.placements.has("shop/web") && session.placements.has("data/db"));
  });

  it("are what policies mean that name a namespace; what nobody declares is none of them", async () => {
    const { cluster } = lent(["b", "a", "c"]);
    await using session = await cluster.open(WORLD, signal);
    const probes = [{ target: "data/db", port: 80, protocol: "TCP" } as const];
    const outcome = async () => {
      const batch = { probes, timeoutMs: 1, launchesPerSecond: 1 };
      return (await session.probe("shop/web", batch, signal)).observations[0]?.outcome;
    };
    for (const [named, expected] of [
      ["shop", "reachable"],
      ["data", "timeout"],
      // The name that shop has in the cluster is not the scenario's.
      ["b", "timeout"],
    ] as const) {
      await session.apply([{ action: "apply", object: policy("data", "p", fromNamespace(named)) }], signal);
      assert.equal(await outcome(), expected, named);
    }
  });

  it("serve namespaces that steps create, too", async () => {
    const { cluster } = lent(["b", "a", "d", "c"], ["late"]);
    await using session = await cluster.open(WORLD, signal);
    await session.apply(
      [
        { action: "create-namespace", namespace: namespaceWithImpliedLabel("late") },
        { action: "create-pod", pod: pod("late/x") },
      ],
      signal,
    );
    assert.ok(session.placements.has("late/x"));
  });

  it("do not let the sentinels' namespace be taken for one of the scenario's of the same name", async () => {
    const { cluster } = lent(["b", "a", "netverdict-sentinel"]);
    const world = scenario([pod("shop/web"), pod("netverdict-sentinel/db")], []);
    await using session = await cluster.open(world, signal);
    assert.equal(session.sentinelNamespace.name, "netverdict-sentinels");
    const refs: readonly PodRef[] = session.sentinels.map(({ ref }) => ref);
    assert.ok(refs.length > 0 && refs.every((ref) => ref.startsWith("netverdict-sentinels/")));
    assert.ok(session.placements.has("netverdict-sentinel/db"));
    for (const ref of refs) assert.ok(session.placements.has(ref), ref);
  });

  it("are refused when they are too few, with the lines that make more", async () => {
    const { cluster } = lent(["netverdict-1", "a"]);
    await assert.rejects(cluster.open(WORLD, signal), (error: Error) => {
      assert.deepEqual(error.message.split("\n"), [
        "3 namespaces are needed, 2 for the scenario's and one for the sentinels, and 2 are lent; these lines make more:",
        "kubectl create namespace netverdict-2",
        "kubectl label namespace netverdict-2 netverdict.dev/lend=true",
        "then: --namespaces netverdict-1,a,netverdict-2",
      ]);
      return true;
    });
    assert.equal(tooFewLent(["a", "b", "c"], 2), undefined);
  });
});
