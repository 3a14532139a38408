import assert from "node:assert/strict";
import { memoryCluster } from "../../src/cluster/memory.ts";
import { renamedCluster } from "../../src/cluster/renamed.ts";
import { RenamedNamespaces } from "../../src/cluster/renamed-namespaces.ts";
import { type NetworkPolicySpec, namespaceWithImpliedLabel } from "../../src/model/index.ts";
import { pod, policy, scenario, specOf } from "../model/build.ts";

const name = "kubernetes.io/metadata.name";
const signal = new AbortController().signal;

function renamed(spec: NetworkPolicySpec): NetworkPolicySpec {
  const change = new RenamedNamespaces((name) => `${name}-2`).change({
    action: "apply",
    object: policy("x", "p", spec),
  });
  assert.equal(change.action === "apply" && change.object.metadata.namespace, "x-2");
  return change.action === "apply" ? specOf(change.object) : assert.fail("an apply stays one");
}

describe("a cluster with other names for namespaces", () => {
  it("renames them in selectors that ask for names, and only there", () => {
    const peer = {
      namespaceSelector: {
        matchLabels: { [name]: "y", team: "y" },
        matchExpressions: [{ key: name, operator: "NotIn" as const, values: ["x", "kube-system"] }],
      },
      podSelector: { matchLabels: { app: "y" } },
    };
    const [changed] = renamed({ ingress: [{ from: [peer] }] }).ingress?.[0]?.from ?? [];
    assert.deepEqual(changed, {
      namespaceSelector: {
        matchLabels: { [name]: "y-2", team: "y" },
        matchExpressions: [{ key: name, operator: "NotIn", values: ["x-2", "kube-system"] }],
      },
      podSelector: { matchLabels: { app: "y" } },
    });
  });

  it("renames the namespace default where the scenario has pods there, and leaves the cluster's own otherwise", () => {
    const names = new RenamedNamespaces((name) => `${name}-2`);
    names.world(scenario([pod("x/a")], []));
    assert.deepEqual([names.name("default"), names.name("kube-system")], ["default", "kube-system"]);
    names.world(scenario([pod("default/a"), pod("kube-system/b")], []));
    assert.deepEqual([names.name("default"), names.name("kube-system")], ["default-2", "kube-system"]);
  });

  it("leaves absent what is absent", () => {
    assert.deepEqual(renamed({ podSelector: {}, egress: [{}] }), { podSelector: {}, egress: [{}] });
    assert.deepEqual(renamed({ podSelector: {}, ingress: [] }), { podSelector: {}, ingress: [] });
  });

  it("is used by the scenario's own names, and is asked by the others", async () => {
    const asked: string[] = [];
    const cluster = memoryCluster({
      distort: (flow, seen) => {
        asked.push(`${flow.source} ${flow.target}`);
        return seen;
      },
    });
    const world = scenario([pod("x/a"), pod("y/a")], []);
    await using session = await renamedCluster(cluster, "-2").open(world, signal);
    const byName = {
      podSelector: {},
      ingress: [{ from: [{ namespaceSelector: { matchLabels: { [name]: "z" } } }] }],
    };
    await session.apply(
      [
        { action: "apply", object: policy("x", "p", byName) },
        { action: "create-namespace", namespace: namespaceWithImpliedLabel("z") },
        { action: "create-pod", pod: pod("z/a") },
      ],
      signal,
    );
    assert.ok(["x/a", "y/a", "z/a"].every((ref) => session.placements.has(ref as `${string}/${string}`)));
    const probe = { target: "x/a", port: 80, protocol: "TCP" } as const;
    const outcomeFrom = async (source: "y/a" | "z/a") => {
      const batch = { probes: [probe], timeoutMs: 1, launchesPerSecond: 1 };
      return (await session.probe(source, batch, signal)).observations[0]?.outcome;
    };
    assert.deepEqual([await outcomeFrom("y/a"), await outcomeFrom("z/a")], ["timeout", "reachable"]);
    assert.deepEqual(asked, ["y-2/a x-2/a", "z-2/a x-2/a"]);
  });

  it("does not rename the sentinels' namespace", async () => {
    const world = scenario([pod("x/a"), pod("y/a")], []);
    await using session = await renamedCluster(memoryCluster(), "-2").open(world, signal);
    const [first, second] = session.sentinels.map(({ ref }) => ref);
    assert.ok(first !== undefined && second !== undefined && session.placements.has(first));
    const probes = [{ target: second, port: 7001, protocol: "TCP" }] as const;
    const reply = await session.probe(first, { probes, timeoutMs: 1, launchesPerSecond: 1 }, signal);
    assert.equal(reply.observations[0]?.outcome, "reachable");
  });
});
