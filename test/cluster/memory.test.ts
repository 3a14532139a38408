import assert from "node:assert/strict";
import { memoryCluster } from "../../src/cluster/memory.ts";
import { namespaceWithImpliedLabel } from "../../src/model/index.ts";
import { pod, policy } from "../model/build.ts";

const { signal } = new AbortController();

describe("the cluster in memory", () => {
  it("answers for a thousand pods by blocks of addresses", async () => {
    const pods = Array.from({ length: 1_000 }, (_, number) =>
      pod(`x/p${number}`, {}, [{ port: 80, protocol: "TCP" }]),
    );
    const world = { namespaces: [namespaceWithImpliedLabel("x")], pods, services: [] };
    await using session = await memoryCluster().open(world, signal);
    const last = session.placements.get("x/p999")?.addresses[0];
    const from = [{ ipBlock: { cidr: "0.0.0.0/0", except: [`${last}/32`] } }];
    const blocking = policy("x", "blocking", { podSelector: {}, ingress: [{ from }] });
    await session.apply([{ action: "apply", object: blocking }], signal);
    const probes = pods.map(({ ref }) => ({ target: ref, port: 80, protocol: "TCP" }) as const);
    const outcomesFrom = async (source: "x/p998" | "x/p999") => {
      const { observations } = await session.probe(
        source,
        { probes, timeoutMs: 1, launchesPerSecond: 1 },
        signal,
      );
      return new Set(observations.map(({ outcome }) => outcome));
    };
    assert.deepEqual(await outcomesFrom("x/p998"), new Set(["reachable"]));
    assert.ok((await outcomesFrom("x/p999")).has("timeout"));
  });
});
