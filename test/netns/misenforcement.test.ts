import assert from "node:assert/strict";
import type { ClusterSession } from "../../src/cluster/port.ts";
import { misenforcingCluster } from "../../src/netns/local-cluster.ts";
import type { Misenforce } from "../../src/netns/rules/misenforce.ts";
import { denyAllIngress, pod, policy } from "../model/build.ts";
import { needsBox } from "./needs-box.ts";
import { clusterOptions, worldOf } from "./test-cluster.ts";
import { type FlowText, tryFlows } from "./try-flows.ts";

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

/** The rule that drops what no policy allows is lost, for one pod. */
const ruleLost: Misenforce = (rules) =>
  rules.filter(({ verdict, origin }) => verdict.type !== "drop" || origin?.pod !== "x/b");

/** Policies are not asked about UDP. */
const udpIgnored: Misenforce = (rules) => [
  {
    chain: "forward",
    matches: [{ type: "protocol", protocol: "UDP" }],
    verdict: { type: "accept" },
  },
  ...rules,
];

/** A TCP connection is let through, and whatever follows over it is dropped. */
const handshakeOnly: Misenforce = (rules) => [
  {
    chain: "forward",
    matches: [
      { type: "ct-state", states: ["established"] },
      { type: "port", protocol: "TCP", port: 80 },
    ],
    verdict: { type: "drop" },
  },
  { chain: "forward", matches: [{ type: "protocol", protocol: "TCP" }], verdict: { type: "accept" } },
  ...rules,
];

describe("a local cluster whose rules have a fault", () => {
  before(needsBox);

  /** What packets do where all ingress is denied. */
  async function underDenial(misenforce: Misenforce): Promise<readonly string[]> {
    const cluster = misenforcingCluster(clusterOptions(), misenforce);
    await using session: ClusterSession = await cluster.open(world, signal);
    await session.apply([{ action: "apply", object: policy("x", "deny", denyAllIngress) }], signal);
    return await tryFlows(session, flows);
  }

  it("denies everything where there is none", async () => {
    assert.deepEqual(await underDenial((rules) => rules), Array(4).fill("timeout"));
  });

  it("lets packets through to the pod whose rule is lost", async () => {
    assert.deepEqual(await underDenial(ruleLost), ["reachable", "reachable", "timeout", "timeout"]);
  });

  it("is not taken to deny where a connection is made and only what follows is dropped", async () => {
    assert.deepEqual(await underDenial(handshakeOnly), ["unanswered", "timeout", "unanswered", "timeout"]);
  });

  it("lets datagrams through where UDP is ignored", async () => {
    assert.deepEqual(await underDenial(udpIgnored), ["timeout", "reachable", "timeout", "reachable"]);
  });
});
