import assert from "node:assert/strict";
import { isIPv6 } from "node:net";
import type { ClusterSession } from "../../src/cluster/port.ts";
import {
  type Change,
  type IpFamily,
  type NetworkPolicySpec,
  networkPolicyRef,
  type Outcome,
  type Pod,
} from "../../src/model/index.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";
import { needsBox } from "./needs-box.ts";
import { testCluster, worldOf } from "./test-cluster.ts";
import { type FlowText, tryFlows } from "./try-flows.ts";

const { signal } = new AbortController();
const web = { port: 80, protocol: "TCP", name: "web" } as const;
const dns = { port: 53, protocol: "UDP", name: "dns" } as const;
// Node 1 has x/a and y/c, node 2 has x/b and y/d.
const pods: readonly Pod[] = [
  pod("x/a", { app: "a" }, [web, dns]),
  pod("x/b", { app: "b" }, [{ ...web, port: 8080 }, dns]),
  pod("y/c", { app: "c" }, [web, { port: 5005, protocol: "TCP" }, { port: 5006, protocol: "TCP" }]),
  pod("y/d", { app: "d" }, [web]),
];
const world = worldOf(pods);

describe("the local cluster", () => {
  let session: ClusterSession;
  before(async function () {
    needsBox.call(this);
    session = await testCluster().open(world, signal);
  });
  after(() => session?.[Symbol.asyncDispose]());

  /** Outcomes under one policy, which is removed again. */
  async function under(namespace: string, spec: NetworkPolicySpec, ...flows: readonly FlowText[]) {
    await session.apply([{ action: "apply", object: policy(namespace, "p", spec) }], signal);
    try {
      return await tryFlows(session, flows);
    } finally {
      await session.apply([{ action: "delete", object: networkPolicyRef(namespace, "p") }], signal);
    }
  }

  function addressOf(ref: Pod["ref"]): string {
    return session.placements.get(ref)?.addresses[0] ?? assert.fail(`${ref} has no address`);
  }

  it("says that it enforces by itself, and is no CNI", () => {
    assert.deepEqual(session.facts, {
      kind: "local",
      name: "local",
      nodes: ["node-1", "node-2"],
      note: "enforcement is netverdict's own nftables compiler on this machine, not a CNI",
    });
  });

  it("offers the families of this machine, Services, names and many nodes, but no SCTP", async () => {
    const { nodes, families, lacks } = await testCluster().capabilities(signal);
    assert.ok(nodes >= 100);
    assert.equal(families[0], "ipv4");
    assert.deepEqual(lacks, {
      sctp: "SCTP cannot be probed: the agent probes TCP and UDP only",
    });
    for (const { addresses, nodeAddresses } of session.placements.values()) {
      assert.deepEqual(addresses.map(familyOf), families);
      assert.deepEqual(nodeAddresses.map(familyOf), families);
    }
  });

  it("refuses what the API server is said to refuse", async () => {
    const picky = testCluster({ refusalOf: ({ kind }) => (kind === "Pod" ? "no pods here" : undefined) });
    await using other = await picky.open(worldOf([]), signal);
    assert.equal(await other.refusalOf({ kind: "Pod" }, signal), "no pods here");
    assert.equal(await other.refusalOf({ kind: "NetworkPolicy" }, signal), undefined);
  });

  it("drops in every family what a policy denies, and refuses closed ports there", async () => {
    const { families } = await testCluster().capabilities(signal);
    for (const family of families) {
      const flows: readonly FlowText[] = [
        `y/c -> x/a:80 over ${family}`,
        `x/a -> y/d:80 over ${family}`,
        `x/a -> x/b:9001/UDP over ${family}`,
        `x/a -> y/d:81 over ${family}`,
      ];
      const spec = { podSelector: { matchLabels: { app: "a" } } };
      assert.deepEqual(await under("x", spec, ...flows), ["timeout", "reachable", "refused", "refused"]);
    }
  });

  it("reaches pods on the same node and across nodes, over TCP and UDP, and sentinels", async () => {
    const flows: readonly FlowText[] = [
      "x/a -> y/c:80",
      "x/a -> x/b:8080",
      "y/c -> x/a:53/UDP",
      "y/c -> x/b:53/UDP",
      "x/a -> netverdict-sentinel/sentinel-node-2:7002",
    ];
    assert.deepEqual(await tryFlows(session, flows), Array(5).fill("reachable"));
    assert.equal(session.placements.get("x/a")?.node, session.placements.get("y/c")?.node);
    assert.notEqual(session.placements.get("x/a")?.node, session.placements.get("x/b")?.node);
  });

  it("refuses every dial of a closed port, over UDP too, however many there are", async () => {
    const closed = Array.from({ length: 40 }, (_, index): FlowText => `x/a -> x/b:${9000 + index}/UDP`);
    assert.deepEqual(await tryFlows(session, [...closed, "x/a -> y/c:81"]), Array(41).fill("refused"));
  });

  it("drops at the target what ingress rules do not allow", async () => {
    const spec: NetworkPolicySpec = {
      podSelector: { matchLabels: { app: "a" } },
      ingress: [{ from: [{ podSelector: {} }], ports: [{ port: 80 }] }],
    };
    assert.deepEqual(
      await under("x", spec, "x/b -> x/a:80", "x/b -> x/a:53/UDP", "y/c -> x/a:80", "x/b -> y/c:80"),
      ["reachable", "timeout", "timeout", "reachable"],
    );
  });

  it("drops at the source what egress rules do not allow, and still lets answers out", async () => {
    const spec: NetworkPolicySpec = {
      podSelector: { matchLabels: { app: "a" } },
      policyTypes: ["Egress"],
      egress: [{ to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "y" } } }] }],
    };
    assert.deepEqual(
      await under("x", spec, "x/a -> y/c:80", "x/a -> y/d:80", "x/a -> x/b:53/UDP", "y/d -> x/a:80"),
      ["reachable", "reachable", "timeout", "reachable"],
    );
  });

  it("resolves a named port in each target", async () => {
    const spec: NetworkPolicySpec = {
      podSelector: {},
      policyTypes: ["Egress"],
      egress: [{ ports: [{ port: "web" }] }],
    };
    assert.deepEqual(await under("x", spec, "x/a -> x/b:8080", "x/b -> x/a:80", "x/a -> y/c:5005"), [
      "reachable",
      "reachable",
      "timeout",
    ]);
  });

  it("does not open anything for a named port that nobody serves", async () => {
    const spec: NetworkPolicySpec = { podSelector: {}, ingress: [{ ports: [{ port: "ghost" }] }] };
    assert.deepEqual(await under("y", spec, "x/a -> y/c:80", "x/a -> y/c:5005"), ["timeout", "timeout"]);
  });

  it("opens a block of addresses but for all of its exceptions", async () => {
    const except = [`${addressOf("x/b")}/32`, `${addressOf("y/d")}/30`];
    const spec: NetworkPolicySpec = {
      podSelector: { matchLabels: { app: "c" } },
      ingress: [{ from: [{ ipBlock: { cidr: "10.244.0.0/16", except } }] }],
    };
    assert.deepEqual(await under("y", spec, "x/a -> y/c:80", "x/b -> y/c:80", "y/d -> y/c:80"), [
      "reachable",
      "timeout",
      "timeout",
    ]);
  });

  it("opens a range of ports to its end", async () => {
    const spec: NetworkPolicySpec = { podSelector: {}, ingress: [{ ports: [{ port: 80, endPort: 5005 }] }] };
    assert.deepEqual(await under("y", spec, "x/a -> y/c:80", "x/a -> y/c:5005", "x/a -> y/c:5006"), [
      "reachable",
      "reachable",
      "timeout",
    ]);
  });

  it("refuses a closed port that a policy allows, and drops one that it does not", async () => {
    const spec: NetworkPolicySpec = { podSelector: {}, ingress: [{ ports: [{ port: 81 }] }] };
    assert.deepEqual(await under("y", spec, "x/a -> y/c:81", "x/a -> y/c:82"), ["refused", "timeout"]);
  });

  it("adds up policies, and never lets one pod keep another's traffic from itself", async () => {
    const allowFromY = { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] };
    await session.apply([{ action: "apply", object: policy("x", "open", allowFromY) }], signal);
    assert.deepEqual(await under("x", denyAllIngress, "y/c -> x/a:80", "x/a -> x/a:80"), [
      "reachable",
      "reachable",
    ]);
    await session.apply([{ action: "delete", object: networkPolicyRef("x", "open") }], signal);
    assert.deepEqual(await under("x", denyAllIngress, "y/c -> x/a:80", "x/a -> x/a:80"), [
      "timeout",
      "reachable",
    ]);
  });

  it("follows changed labels, and deleted policies, at once", async () => {
    const label = (app: string): Change => ({ action: "label-pod", pod: "x/b", set: { app }, unset: [] });
    const flow: FlowText = "x/b -> x/a:80";
    const seen: Outcome[] = [];
    const seeAfter = async (...changes: readonly Change[]) => {
      await session.apply(changes, signal);
      seen.push(...(await tryFlows(session, [flow])));
    };
    const spec = { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { app: "z" } } }] }] };
    await seeAfter({ action: "apply", object: policy("x", "p", spec) });
    await seeAfter(label("z"));
    await seeAfter(label("b"));
    await seeAfter({ action: "delete", object: networkPolicyRef("x", "p") });
    assert.deepEqual(seen, ["timeout", "reachable", "timeout", "reachable"]);
  });

  it("keeps its policies when a change is refused", async () => {
    const change: Change = { action: "apply", object: policy("x", "p", denyAllIngress) };
    await assert.rejects(
      session.apply([change, { action: "delete", object: networkPolicyRef("x", "none") }], signal),
      { name: "ClusterError", message: "there is no NetworkPolicy x/none to delete" },
    );
    assert.deepEqual(await tryFlows(session, ["y/c -> x/a:80"]), ["reachable"]);
  });
});

function familyOf(address: string): IpFamily {
  return isIPv6(address) ? "ipv6" : "ipv4";
}
