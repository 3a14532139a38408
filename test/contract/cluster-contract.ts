import assert from "node:assert/strict";
import type { Cluster, ClusterSession } from "../../src/cluster/port.ts";
import {
  type Change,
  type Flow,
  flowName,
  flowsAmong,
  type NetworkPolicySpec,
  type Outcome,
  type Pod,
} from "../../src/model/index.ts";
import { planScenario } from "../../src/plan/plan-scenario.ts";
import { probeRound } from "../../src/probe/round.ts";
import { systemClock } from "../../src/system/clock.ts";
import { denyAllIngress, pod, podFlows, policy, scenario } from "../model/build.ts";

/** How a cluster is made for the contract, and how long it may take to enforce. */
export interface Contract {
  readonly name: string;
  readonly cluster: () => Cluster;
  /** Why this machine cannot run it, if it cannot. */
  readonly skip?: string;
}

const NS = { x: "nv-contract-x", y: "nv-contract-y" } as const;
const both = [
  { port: 8080, protocol: "TCP", name: "web" },
  { port: 8053, protocol: "UDP", name: "dns" },
] as const;
const pods: readonly Pod[] = [
  pod(`${NS.x}/a`, { app: "a" }, both),
  pod(`${NS.x}/b`, { app: "b" }, both),
  pod(`${NS.y}/a`, { app: "a" }, both),
];
const [xa, xb, ya] = pods.map(({ ref }) => ref) as [Pod["ref"], Pod["ref"], Pod["ref"]];
const flows = flowsAmong({ pods, services: [] }, podFlows);
const tempo = { timeoutMs: 500, launchesPerSecond: 1000 };
/** Enforcement is asynchronous: a matrix is measured until it is as wanted, but no longer than this. */
const SETTLE_MS = 15_000;

/** What every adapter promises, tried with real changes. One set of pods serves all tests: policies are removed between. */
export function clusterContract({ name, cluster, skip }: Contract): void {
  describe(`the cluster contract: ${name}`, function () {
    this.timeout(180_000);
    let session: ClusterSession;
    const signal = new AbortController().signal;

    before(async function () {
      if (skip !== undefined) {
        console.log(`    skipped: ${skip}`);
        this.skip();
      }
      session = await cluster().open(planScenario(scenario(pods, [])), signal);
    });
    after(async () => {
      await session?.[Symbol.asyncDispose]();
      await session?.[Symbol.asyncDispose]();
    });

    function apply(namespace: string, spec: NetworkPolicySpec): Promise<void> {
      return session.apply([{ action: "apply", policy: policy(namespace, "p", spec) }], signal);
    }

    function remove(namespace: string): Promise<void> {
      return session.apply([{ action: "delete", namespace, name: "p" }], signal);
    }

    async function outcomes(): Promise<ReadonlyMap<string, Outcome>> {
      const observations = await probeRound(session, flows, tempo, { signal, clock: systemClock });
      return new Map(
        flows.map((flow, index) => [flowName(flow), observations[index]?.outcome ?? "probe-failed"]),
      );
    }

    /** Measures until just the flows that `denied` names time out, and fails with what it saw last. */
    async function becomes(denied: (flow: Flow) => boolean): Promise<void> {
      const wanted = new Map(flows.map((flow) => [flowName(flow), denied(flow) ? "timeout" : "reachable"]));
      const end = performance.now() + SETTLE_MS;
      for (;;) {
        const seen = await outcomes();
        if (flows.every((flow) => seen.get(flowName(flow)) === wanted.get(flowName(flow)))) return;
        if (performance.now() > end) assert.deepEqual(seen, wanted);
      }
    }

    it("places every pod and at least two sentinels, each with an address", () => {
      for (const { ref } of [...pods, ...session.sentinels]) {
        assert.equal(session.placements.get(ref)?.addresses.length, 1, ref);
      }
      assert.ok(session.sentinels.length >= 2);
      const nodes = new Set(pods.map(({ ref }) => session.placements.get(ref)?.node));
      const watched = new Set(session.sentinels.map(({ ref }) => session.placements.get(ref)?.node));
      assert.ok([...nodes].every((node) => watched.has(node)));
    });

    it("reaches everything while there is no policy", () => becomes(() => false));

    it("drops what a policy denies at its target, over TCP and UDP, and lets it through again without it", async () => {
      await apply(NS.x, denyAllIngress);
      await becomes(({ target }) => target !== ya);
      await remove(NS.x);
      await becomes(() => false);
    });

    it("drops what a policy denies at its source", async () => {
      await apply(NS.x, { podSelector: { matchLabels: { app: "a" } }, policyTypes: ["Egress"] });
      await becomes(({ source }) => source === xa);
      await remove(NS.x);
      await becomes(() => false);
    });

    it("tells named ports of one protocol from the rest", async () => {
      await apply(NS.y, { podSelector: {}, ingress: [{ ports: [{ port: "web" }] }] });
      await becomes(({ target, port }) => target === ya && port !== 8080);
      await remove(NS.y);
      await becomes(() => false);
    });

    it("replaces a policy of the same name", async () => {
      await apply(NS.x, denyAllIngress);
      await becomes(({ target }) => target !== ya);
      await apply(NS.x, { podSelector: {}, ingress: [{}] });
      await becomes(() => false);
      await remove(NS.x);
    });

    it("follows the labels of pods and namespaces", async () => {
      const peer = {
        namespaceSelector: { matchLabels: { team: "red" } },
        podSelector: { matchLabels: { app: "c" } },
      };
      const relabel = (
        set: Record<string, string>,
        unset: readonly string[],
        app: string,
      ): readonly Change[] => [
        { action: "label-namespace", namespace: NS.y, set, unset },
        { action: "label-pod", pod: ya, set: { app }, unset: [] },
      ];
      await apply(NS.x, { podSelector: {}, ingress: [{ from: [peer] }] });
      await becomes(({ target }) => target !== ya);
      await session.apply(relabel({ team: "red" }, [], "c"), signal);
      await becomes(({ source, target }) => target !== ya && source !== ya);
      await session.apply(relabel({}, ["team"], "a"), signal);
      await becomes(({ target }) => target !== ya);
      await remove(NS.x);
      await becomes(() => false);
    });

    it("matches an ipBlock against pod addresses, but for its exceptions", async () => {
      const address = session.placements.get(xb)?.addresses[0];
      const block = { ipBlock: { cidr: "0.0.0.0/0", except: [`${address}/32`] } };
      await apply(NS.y, { podSelector: {}, ingress: [{ from: [block] }] });
      await becomes(({ source, target }) => target === ya && source === xb);
      await remove(NS.y);
      await becomes(() => false);
    });

    it("refuses to delete a policy that does not exist", async () => {
      await assert.rejects(remove(NS.x), { name: "ClusterError" });
    });

    it("refuses to probe from a pod that it does not have", async () => {
      await assert.rejects(session.probe("nowhere/a", { probes: [], ...tempo }, signal), {
        name: "ClusterError",
      });
    });

    it("says something of a pod when asked for a diagnosis", async () => {
      assert.match(await session.diagnose(xa), new RegExp(xa));
    });

    it("does not open when it is aborted before", async () => {
      const aborted = AbortSignal.abort(new Error("stop"));
      await assert.rejects(cluster().open(planScenario(scenario(pods, [])), aborted), /stop/);
    });
  });
}
