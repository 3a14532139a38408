import assert from "node:assert/strict";
import { readFileSync, statSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import type { ClusterSession } from "../../src/cluster/port.ts";
import {
  afterChanges,
  type Change,
  type ClusterState,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  networkPolicyRef,
  type Service,
  type World,
  withoutPolicies,
} from "../../src/model/index.ts";
import { pod, policy, service } from "../model/build.ts";
import { markedProcesses } from "./marked-processes.ts";
import { needsBox } from "./needs-box.ts";
import { testCluster } from "./test-cluster.ts";
import { type FlowText, tryFlows } from "./try-flows.ts";

const { signal } = new AbortController();
const web = { port: 8080, protocol: "TCP", name: "web" } as const;
const headless: Service = {
  ...service("x/headless", { app: "a" }, [{ port: 8080, protocol: "TCP", targetPort: 8080 }]),
  headless: true,
};
const world: World = {
  namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
  pods: [pod("x/a", { app: "a" }, [web]), pod("y/c", { app: "c" }, [web])],
  services: [
    service("x/web", { app: "a" }, [{ port: 80, protocol: "TCP", targetPort: "web" }]),
    service("x/nobody", { app: "z" }),
    headless,
  ],
};
const kubeDns = {
  namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
  podSelector: { matchLabels: { "k8s-app": "kube-dns" } },
};

describe("names in the local cluster", () => {
  const marker = `/netverdict-names-${process.pid}`;
  const path = process.env.PATH ?? "";
  let session: ClusterSession;
  let state: ClusterState;
  before(async function () {
    needsBox.call(this);
    process.env.PATH = `${marker}:${path}`;
    session = await testCluster().open(world, signal);
    state = withoutPolicies(world);
  });
  after(async () => {
    process.env.PATH = path;
    await session?.[Symbol.asyncDispose]();
  });

  async function apply(...changes: readonly Change[]): Promise<void> {
    await session.apply(changes, signal);
    state = afterChanges(state, changes);
  }

  async function outcomes(...flows: readonly string[]): Promise<readonly string[]> {
    return tryFlows(
      session,
      flows.map((flow): FlowText => `${flow} via service` as FlowText),
      state,
    );
  }

  async function calling(egress: NetworkPolicySpec["egress"]): Promise<readonly string[]> {
    const spec: NetworkPolicySpec = { podSelector: {}, policyTypes: ["Egress"], ...(egress && { egress }) };
    await apply({ action: "apply", object: policy("y", "p", spec) });
    const seen = await outcomes("y/c -> x/web:80");
    await apply({ action: "delete", object: networkPolicyRef("y", "p") });
    return seen;
  }

  it("lead to cluster IPs, and of headless Services to pods", async () => {
    assert.deepEqual(await outcomes("y/c -> x/web:80", "y/c -> x/headless:8080", "y/c -> x/nobody:80"), [
      "reachable",
      "reachable",
      "refused",
    ]);
  });

  it("are resolved in each family", async () => {
    const { families } = await testCluster().capabilities(signal);
    for (const family of families) {
      const flow = `y/c -> x/headless:8080 via service over ${family}` as FlowText;
      assert.deepEqual(await tryFlows(session, [flow], state), ["reachable"], family);
    }
  });

  it("are unresolved if there is no such Service", async () => {
    assert.deepEqual(await outcomes("y/c -> x/none:80", "y/c -> z/web:80"), ["unresolved", "unresolved"]);
  });

  it("are unresolved for a pod that may not ask the DNS, and lead on for one that may", async () => {
    const toWeb = { to: [{ namespaceSelector: {}, podSelector: { matchLabels: { app: "a" } } }] };
    const toDns = { to: [kubeDns], ports: [{ port: 53, protocol: "UDP" as const }] };
    assert.deepEqual(await calling([toWeb]), ["unresolved"]);
    assert.deepEqual(await calling([toDns]), ["timeout"]);
    assert.deepEqual(await calling([toDns, toWeb]), ["reachable"]);
    assert.deepEqual(await calling([{ to: [{ namespaceSelector: {} }] }]), ["reachable"]);
  });

  it("follow pods that are restarted, made and removed", async () => {
    await apply({ action: "restart-pod", pod: "x/a" });
    assert.deepEqual(await outcomes("y/c -> x/headless:8080"), ["reachable"]);
    await apply({ action: "remove-pod", pod: "x/a" });
    assert.deepEqual(await outcomes("y/c -> x/headless:8080"), ["unresolved"]);
    await apply({ action: "create-pod", pod: pod("x/b", { app: "a" }, [web]) });
    assert.deepEqual(await outcomes("y/c -> x/headless:8080"), ["reachable"]);
  });

  it("are resolved by a pod that is new in a namespace that is new", async () => {
    await apply(
      { action: "create-namespace", namespace: namespaceWithImpliedLabel("n") },
      { action: "create-pod", pod: pod("n/new") },
    );
    assert.deepEqual(await outcomes("n/new -> x/web:80"), ["reachable"]);
  });

  it("leave the scenario's own pods, Services and addresses as they would be without", () => {
    assert.equal(session.placements.has("kube-system/kube-dns"), false);
    assert.deepEqual([...session.clusterIps.keys()], ["x/web", "x/nobody"]);
  });

  function serverPid(): number {
    const [server] = markedProcesses(marker).filter(({ command }) => /^\S*node \S*dns\.mjs/.test(command));
    assert.ok(server, JSON.stringify(markedProcesses(marker)));
    return server.pid;
  }

  it("count for nothing when the server slept meanwhile", async () => {
    process.kill(serverPid(), "SIGSTOP");
    const seen = outcomes("y/c -> x/web:80");
    // Longer than a lookup has.
    await wait(2_500);
    process.kill(serverPid(), "SIGCONT");
    assert.deepEqual(await seen, ["probe-failed"]);
    assert.deepEqual(await outcomes("y/c -> x/web:80"), ["reachable"]);
  });

  it("count for nothing when the server cannot be asked", async () => {
    process.kill(serverPid(), "SIGKILL");
    assert.deepEqual(await outcomes("y/c -> x/web:80"), ["probe-failed"]);
  });
});

describe("a local cluster with names", () => {
  before(needsBox);

  it("leaves the files of this machine's resolver as they are", async () => {
    const seen = () =>
      ["/etc/resolv.conf", "/etc/hosts", "/etc/nsswitch.conf"].map((file) => [
        statSync(file).ino,
        readFileSync(file, "utf8"),
      ]);
    const earlier = seen();
    await using _session = await testCluster().open(world, signal);
    assert.deepEqual(seen(), earlier);
  });

  it("has no DNS where no Service is, or where the scenario has its own", async () => {
    const own: World = { ...world, pods: [...world.pods, pod("kube-system/kube-dns")] };
    const none: World = { ...world, services: [] };
    for (const [each, reason] of [
      [own, /kube-system\/kube-dns of its own/],
      [none, /no Service/],
    ] as const) {
      const namespaces = [...each.namespaces, namespaceWithImpliedLabel("kube-system")];
      await using session = await testCluster().open({ ...each, namespaces }, signal);
      await assert.rejects(tryFlows(session, ["y/c -> x/web:80 via service"], each), reason);
    }
  });
});
