import assert from "node:assert/strict";
import type { ClusterSession } from "../../src/cluster/port.ts";
import {
  afterChanges,
  type Change,
  type ClusterState,
  type IpFamily,
  type NetworkPolicySpec,
  namespaceWithImpliedLabel,
  networkPolicyRef,
  type Service,
  withoutPolicies,
} from "../../src/model/index.ts";
import { denyAllIngress, pod, policy, service } from "../model/build.ts";
import { needsBox } from "./needs-box.ts";
import { testCluster } from "./test-cluster.ts";
import { type FlowText, tryFlows } from "./try-flows.ts";

const { signal } = new AbortController();
const web = { port: 8080, protocol: "TCP", name: "web" } as const;
const dns = { port: 53, protocol: "UDP", name: "dns" } as const;
const headless: Service = { ...service("x/headless", { app: "a" }), headless: true };
const world = {
  namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
  pods: [
    pod("x/a", { app: "a" }, [web, dns]),
    pod("x/b", { app: "a" }, [{ ...web, port: 8081 }]),
    pod("y/c", { app: "c" }, [web]),
  ],
  services: [
    service("x/web", { app: "a" }, [{ port: 80, protocol: "TCP", targetPort: "web" }]),
    service("x/dns", { app: "a" }, [{ port: 53, protocol: "UDP", targetPort: "dns" }]),
    service("x/nobody", { app: "z" }),
    service("y/web", { app: "c" }, [{ port: 80, protocol: "TCP", targetPort: 8080 }]),
    headless,
  ],
};

describe("Services of the local cluster", () => {
  let session: ClusterSession;
  let families: readonly IpFamily[];
  let state: ClusterState;
  before(async function () {
    needsBox.call(this);
    families = (await testCluster().capabilities(signal)).families;
    session = await testCluster().open(world, signal);
    state = withoutPolicies(world);
  });
  after(() => session?.[Symbol.asyncDispose]());

  async function apply(...changes: readonly Change[]): Promise<void> {
    await session.apply(changes, signal);
    state = afterChanges(state, changes);
  }

  /** What comes of flows to cluster IPs, in each family of this machine; each must be the same in all. */
  async function outcomes(...flows: readonly FlowText[]): Promise<readonly string[]> {
    const all = await Promise.all(
      families.map((family) => {
        const texts = flows.map((flow): FlowText => `${flow} via cluster-ip over ${family}`);
        return tryFlows(session, texts, state);
      }),
    );
    const [first = [], ...others] = all;
    for (const other of others) assert.deepEqual(other, first);
    return first;
  }

  it("have a cluster IP in each family, but for headless ones", () => {
    assert.deepEqual(
      session.clusterIps.get("x/web"),
      ["10.96.0.1", "fd00:10:96::1"].slice(0, families.length),
    );
    assert.deepEqual([...session.clusterIps.keys()], ["x/web", "x/dns", "x/nobody", "y/web"]);
  });

  it("lead to their endpoints, by number or by name, over TCP and UDP", async () => {
    const flows: readonly FlowText[] = ["y/c -> x/web:80", "y/c -> x/dns:53/UDP", "x/a -> y/web:80"];
    assert.deepEqual(await outcomes(...flows), Array(3).fill("reachable"));
  });

  it("lead a pod back to itself", async () => {
    assert.deepEqual(await outcomes("y/c -> y/web:80", "x/a -> x/dns:53/UDP"), ["reachable", "reachable"]);
  });

  it("choose among all of their endpoints", async () => {
    const spec: NetworkPolicySpec = { podSelector: {}, ingress: [{ ports: [{ port: 8081 }] }] };
    await apply({ action: "apply", object: policy("x", "p", spec) });
    const seen = await outcomesOf(Array<FlowText>(48).fill("y/c -> x/web:80 via cluster-ip"));
    assert.deepEqual(seen, new Set(["reachable", "timeout"]));
    await apply({ action: "delete", object: networkPolicyRef("x", "p") });
  });

  it("refuse what has no endpoint, and ports that they do not have", async () => {
    assert.deepEqual(await outcomes("x/a -> x/nobody:80", "x/a -> x/web:81", "x/a -> x/dns:54/UDP"), [
      "refused",
      "refused",
      "refused",
    ]);
  });

  it("are seen by policies as the pods that they lead to", async () => {
    const egress = [{ to: [{ podSelector: {} }], ports: [{ port: "web" }] }];
    await apply({
      action: "apply",
      object: policy("x", "p", { podSelector: {}, policyTypes: ["Egress"], egress }),
    });
    assert.deepEqual(await outcomes("x/a -> x/web:80", "x/a -> y/web:80", "y/c -> x/dns:53/UDP"), [
      "reachable",
      "timeout",
      "reachable",
    ]);
    await apply({ action: "delete", object: networkPolicyRef("x", "p") });
  });

  it("lead a pod back to itself whatever its policies say", async () => {
    await apply({ action: "apply", object: policy("y", "p", denyAllIngress) });
    assert.deepEqual(await outcomes("y/c -> y/web:80", "x/a -> y/web:80"), ["reachable", "timeout"]);
    await apply({ action: "delete", object: networkPolicyRef("y", "p") });
  });

  it("follow the labels of pods", async () => {
    await apply({ action: "label-pod", pod: "y/c", set: { app: "d" }, unset: [] });
    assert.deepEqual(await outcomes("x/a -> y/web:80"), ["refused"]);
    await apply({ action: "label-pod", pod: "y/c", set: { app: "c" }, unset: [] });
    assert.deepEqual(await outcomes("x/a -> y/web:80"), ["reachable"]);
  });

  it("follow pods that are restarted, removed and made", async () => {
    await apply({ action: "restart-pod", pod: "y/c" });
    assert.deepEqual(await outcomes("x/a -> y/web:80"), ["reachable"]);
    await apply({ action: "remove-pod", pod: "y/c" });
    assert.deepEqual(await outcomes("x/a -> y/web:80"), ["refused"]);
    await apply({ action: "create-pod", pod: pod("y/d", { app: "c" }, [web]) });
    assert.deepEqual(await outcomes("x/a -> y/web:80"), ["reachable"]);
  });

  it("are gone with their namespace", async () => {
    await apply({ action: "remove-namespace", namespace: "y" });
    assert.equal(session.clusterIps.has("y/web"), false);
    assert.equal(session.clusterIps.has("x/web"), true);
  });

  async function outcomesOf(flows: readonly FlowText[]): Promise<ReadonlySet<string>> {
    return new Set(await tryFlows(session, flows, state));
  }
});
