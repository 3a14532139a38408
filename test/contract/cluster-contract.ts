import assert from "node:assert/strict";
import { type Cluster, ClusterError, type ClusterSession } from "../../src/cluster/port.ts";
import {
  type Change,
  type Flow,
  flowName,
  flowsAmong,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  networkPolicyRef,
  type Outcome,
  type Pod,
  type Via,
} from "../../src/model/index.ts";
import { probeRound } from "../../src/probe/round.ts";
import { systemClock } from "../../src/system/clock.ts";
import { denyAllIngress, pod, podFlows, policy, scenario, service } from "../model/build.ts";

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
const web = service(`${NS.x}/web`, { app: "a" }, [{ port: 80, protocol: "TCP", targetPort: "web" }]);
const nobody = service(`${NS.x}/nobody`, { app: "nobody" });
const declared = scenario(pods, [], { services: [web, nobody] });
const flows = flowsAmong({ pods, services: [] }, podFlows);
const tempo = { timeoutMs: 500, launchesPerSecond: 1000 };
/** Enforcement is asynchronous: a matrix is measured until it is as wanted, but no longer than this. */
const SETTLE_MS = 45_000;

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
      session = await cluster().open(declared, signal);
    });
    after(async () => {
      await session?.[Symbol.asyncDispose]();
      await session?.[Symbol.asyncDispose]();
    });

    function apply(namespace: string, spec: NetworkPolicySpec): Promise<void> {
      return session.apply([{ action: "apply", object: policy(namespace, "p", spec) }], signal);
    }

    function remove(namespace: string): Promise<void> {
      return session.apply([{ action: "delete", object: networkPolicyRef(namespace, "p") }], signal);
    }

    async function outcomes(of: readonly Flow[]): Promise<ReadonlyMap<string, Outcome>> {
      const observations = await probeRound(session, of, tempo, { signal, clock: systemClock });
      return new Map(
        of.map((flow, index) => [flowName(flow), observations[index]?.outcome ?? "probe-failed"]),
      );
    }

    /** Measures until just the flows that `denied` names end so, and fails with what it saw last. */
    async function becomes(
      denied: (flow: Flow) => boolean,
      of: readonly Flow[] = flows,
      denial: Outcome = "timeout",
    ): Promise<void> {
      const wanted = new Map(of.map((flow) => [flowName(flow), denied(flow) ? denial : "reachable"]));
      const end = performance.now() + SETTLE_MS;
      for (;;) {
        const seen = await outcomes(of);
        if (of.every((flow) => seen.get(flowName(flow)) === wanted.get(flowName(flow)))) return;
        if (performance.now() > end) assert.deepEqual(seen, wanted);
      }
    }

    /** Every pod to the Services, as they are after changes. */
    function serviceFlows(present: readonly Pod[] = pods, via: Via = "cluster-ip"): readonly Flow[] {
      const kinds = { loopback: false, via: [via], families: [] };
      return flowsAmong({ pods: present, services: [web, nobody] }, kinds);
    }

    it("says what it offers, and has at least one node and one family", async () => {
      const { nodes, families } = await cluster().capabilities(signal);
      assert.ok(nodes >= 1);
      assert.ok(families.length >= 1);
    });

    for (const protocol of ["TCP", "UDP", "SCTP"] as const)
      it(`probes ${protocol} if it offers that, and otherwise refuses it with the reason`, async () => {
        const { lacks } = await cluster().capabilities(signal);
        const reason = protocol === "SCTP" ? lacks.sctp : undefined;
        const serving = ["p", "q"].map((each) => pod(`${NS.x}/${each}`, {}, [{ port: 9000, protocol }]));
        const creations = serving.map((each): Change => ({ action: "create-pod", pod: each }));
        if (reason === undefined) {
          await session.apply(creations, signal);
          await becomes(() => false, flowsAmong({ pods: serving, services: [] }, podFlows));
          const removals = serving.map(({ ref }): Change => ({ action: "remove-pod", pod: ref }));
          await session.apply(removals, signal);
        } else {
          const isRefused = (error: unknown) =>
            error instanceof ClusterError && error.message.includes(reason);
          await assert.rejects(session.apply(creations, signal), isRefused);
          await assert.rejects(cluster().open({ ...declared, pods: serving }, signal), isRefused);
        }
      });

    it("places every pod and at least two sentinels, each with one address for each family, and its node's", async () => {
      const { families } = await cluster().capabilities(signal);
      for (const { ref } of [...pods, ...session.sentinels]) {
        assert.equal(session.placements.get(ref)?.addresses.length, families.length, ref);
        assert.ok((session.placements.get(ref)?.nodeAddresses.length ?? 0) > 0, ref);
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

    it("reaches pods through a Service that remaps its port, where policies look at the pod behind it", async () => {
      assert.ok((session.clusterIps.get(web.ref)?.length ?? 0) > 0);
      const toWeb = serviceFlows().filter(({ target }) => target === web.ref);
      await becomes(() => false, toWeb);
      await apply(NS.x, { podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] });
      await becomes(() => true, toWeb);
      await apply(NS.x, { podSelector: {}, ingress: [{ ports: [{ port: 8080 }] }] });
      await becomes(() => false, toWeb);
      await remove(NS.x);
    });

    it("reaches a Service by its name, if it has DNS, from where that may be asked", async function () {
      const { lacks } = await cluster().capabilities(signal);
      if (lacks.dns !== undefined) {
        console.log(`      skipped: ${lacks.dns}`);
        this.skip();
      }
      const [toWeb] = serviceFlows(pods, "service").filter(({ source }) => source === ya);
      assert.ok(toWeb);
      await becomes(() => false, [toWeb]);
      const egress = [
        { to: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": NS.x } } }] },
      ];
      await apply(NS.y, { podSelector: {}, policyTypes: ["Egress"], egress });
      await becomes(() => true, [toWeb], "unresolved");
      await remove(NS.y);
      await becomes(() => false, [toWeb]);
    });

    it("refuses what goes to a Service without endpoints", async () => {
      const toNobody = serviceFlows().filter(({ target }) => target === nobody.ref);
      await becomes(() => true, toNobody, "refused");
    });

    it("makes pods and namespaces, to which policies apply, and removes them again", async () => {
      const z = "nv-contract-z";
      const late = [pod(`${z}/late`, { app: "late" }, both), pod(`${NS.x}/late`, { app: "late" }, both)];
      const [zLate, xLate] = late.map(({ ref }) => ref);
      const grown = flowsAmong({ pods: [...pods, ...late], services: [] }, podFlows);
      await apply(NS.x, {
        podSelector: {},
        ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: "late" } } }] }],
      });
      const namespace = namespaceWithImpliedLabel(z, { team: "late" });
      const creations = late.map((each): Change => ({ action: "create-pod", pod: each }));
      await session.apply([{ action: "create-namespace", namespace }, ...creations], signal);
      const intoX = ({ target }: Flow): boolean => target.startsWith(`${NS.x}/`);
      await becomes((flow) => intoX(flow) && flow.source !== zLate, grown);
      await session.apply(
        [
          { action: "remove-pod", pod: xLate ?? late[0]?.ref ?? xa },
          { action: "remove-namespace", namespace: z },
        ],
        signal,
      );
      assert.ok(late.every(({ ref }) => !session.placements.has(ref)));
      await becomes(intoX);
      await remove(NS.x);
      await becomes(() => false);
    });

    it("restarts a pod, which keeps its name and labels, and what policies say of it", async () => {
      await apply(NS.x, { podSelector: { matchLabels: { app: "b" } }, policyTypes: ["Ingress"] });
      await becomes(({ target }) => target === xb);
      await session.apply([{ action: "restart-pod", pod: xb }], signal);
      await becomes(({ target }) => target === xb);
      await remove(NS.x);
      await becomes(() => false);
    });

    it("follows the pods behind a Service as their labels change", async () => {
      const label = (ref: Pod["ref"], app: string): Change => ({
        action: "label-pod",
        pod: ref,
        set: { app },
        unset: [],
      });
      await session.apply([label(xb, "a"), label(xa, "c")], signal);
      const moved = pods.map((each) => ({
        ...each,
        labels: { app: { [xa]: "c", [xb]: "a" }[each.ref] ?? "a" },
      }));
      await becomes(
        () => false,
        serviceFlows(moved).filter(({ target }) => target === web.ref),
      );
      await session.apply([label(xb, "b"), label(xa, "a")], signal);
    });

    it("says why the API would refuse a manifest, and nothing of one that it would take", async () => {
      const offer = (port: object) =>
        session.refusalOf(
          {
            ...policy(NS.x, "offered", { podSelector: {} }),
            spec: { podSelector: {}, ingress: [{ ports: [port] }] },
          },
          signal,
        );
      assert.match((await offer({ endPort: 90, protocol: "TCP" })) ?? "", /endPort|port/i);
      assert.equal(await offer({ port: 80, endPort: 90, protocol: "TCP" }), undefined);
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
      await assert.rejects(cluster().open(declared, aborted), /stop/);
    });
  });
}
