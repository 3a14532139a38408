import assert from "node:assert/strict";
import { ClusterError, type ProbeBatch } from "../../src/cluster/port.ts";
import { collectGarbage, kubernetesCluster, permissionsLacking } from "../../src/kubernetes/index.ts";
import { DEFAULT_IMAGE, type KubernetesOptions } from "../../src/kubernetes/options.ts";
import { namespaceWithImpliedLabel, type Pod, podRef, type World } from "../../src/model/index.ts";
import { service } from "../model/build.ts";
import type { FakeApiServer } from "./fakes/fake-api-server.ts";
import { type FakeCluster, fakeCluster } from "./fakes/fake-cluster.ts";
import { status } from "./fakes/fake-objects.ts";

const pod = (namespace: string, name: string): Pod => ({
  ref: podRef(namespace, name),
  namespace,
  name,
  labels: { app: name },
  ports: [{ port: 8080, protocol: "TCP" }],
});
const WORLD: World = {
  namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
  pods: [pod("x", "a"), pod("y", "b")],
  services: [],
};
const BATCH: ProbeBatch = {
  probes: [{ target: "y/b", port: 8080, protocol: "TCP" }],
  timeoutMs: 1_000,
  launchesPerSecond: 100,
};
const never = new AbortController().signal;

describe("the Kubernetes cluster", () => {
  let made: FakeCluster;
  let fake: FakeApiServer;
  beforeEach(async () => {
    made = await fakeCluster();
    fake = made.fake;
  });
  afterEach(() => made.close());

  const open = (options: Partial<KubernetesOptions> = {}, signal = never) =>
    made.cluster(options).open(WORLD, signal);
  const untouched = () => assert.deepEqual(fake.objects.names("namespaces"), ["default"]);

  it("creates what the plan says and its own sentinels, measures, and leaves nothing", async () => {
    const session = await open();
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "netverdict-r1", "x", "y"]);
    assert.deepEqual(fake.objects.names("pods"), ["a", "b", "sentinel-1", "sentinel-2"]);
    assert.deepEqual(fake.objects.names("configmaps"), Array(3).fill("netverdict-agent"));
    const { image, ...facts } = session.facts;
    assert.deepEqual(facts, { kind: "kubernetes", name: "fake", nodes: ["n1"] });
    assert.deepEqual(image, { name: DEFAULT_IMAGE, ids: [] });
    assert.equal(session.sentinelNamespace.name, "netverdict-r1");
    assert.equal(session.placements.get("y/b")?.node, "n1");
    const { observations } = await session.probe("x/a", BATCH, never);
    assert.deepEqual(observations, [{ outcome: "reachable", latencyMs: 1 }]);
    await session[Symbol.asyncDispose]();
    await session[Symbol.asyncDispose]();
    untouched();
  });

  it("opens one stream for each pod, and keeps it", async () => {
    await using session = await open();
    for (let count = 0; count < 3; count++) await session.probe("x/a", BATCH, never);
    assert.equal(fake.recorded.filter(({ path }) => path.endsWith("/exec")).length, 4);
  });

  it("asks again on a new stream when one breaks off in the middle of a batch", async () => {
    await using session = await open();
    const probes = [...BATCH.probes, { target: "x/a", port: 8080, protocol: "TCP" } as const];
    made.breakOff = "x/a";
    const { observations } = await session.probe("x/a", { ...BATCH, probes }, never);
    assert.deepEqual(
      observations.map(({ outcome }) => outcome),
      ["reachable", "reachable"],
    );
    assert.equal(made.breakOff, undefined, "no stream was lost");
    assert.equal(fake.recorded.filter(({ path }) => path.endsWith("/exec")).length, 5);
  });

  it("measures nothing through a pod that was replaced", async () => {
    await using session = await open();
    const path = "/api/v1/namespaces/x/pods/a";
    const known = fake.objects.byPath.get(path);
    assert.ok(known);
    fake.objects.byPath.set(path, { ...known, metadata: { ...known.metadata, uid: "another" } });
    for (const socket of fake.connections) socket.resetAndDestroy();
    await assert.rejects(session.probe("x/a", BATCH, never), /x\/a.*replaced by another/);
  });

  it("rejects with the signal's reason when a batch is aborted, and not with what that broke", async () => {
    await using session = await open();
    const abort = new AbortController();
    for (const socket of fake.connections) socket.resetAndDestroy();
    fake.fault = ({ path }) => {
      if (path.endsWith("/exec")) abort.abort(new Error("interrupted"));
      return path.endsWith("/exec") ? "hang" : undefined;
    };
    await assert.rejects(session.probe("x/a", BATCH, abort.signal), /^Error: interrupted$/);
    fake.fault = () => undefined;
  });

  it("lists every missing permission before it creates anything", async () => {
    fake.objects.allows = (right) => right !== "create pods/exec" && right !== "patch networkpolicies";
    await assert.rejects(open(), (error: unknown) => {
      assert.ok(error instanceof ClusterError);
      assert.match(error.message, /\n {2}create pods\/exec, to reach the agents/);
      assert.match(error.message, /\n {2}patch networkpolicies\.networking\.k8s\.io, to apply policies/);
      assert.match(
        error.message,
        /\(the role is manifests\/rbac\/own-namespaces\.yaml\):\nkubectl apply -f - <<'EOF'\n/,
      );
      assert.match(error.message, /\nEOF\nkubectl create clusterrolebinding .* --user=alice$/);
      return true;
    });
    assert.equal((await permissionsLacking(made.where)).length, 2);
    untouched();
  });

  it("goes on where reviews are forbidden, and says so", async () => {
    fake.fault = ({ path }) =>
      path.endsWith("selfsubjectaccessreviews") ? status(403, "Forbidden", "no reviews") : undefined;
    await using session = await open();
    assert.ok(session);
    assert.match(made.told.join("\n"), /permissions could not be checked: .*no reviews/);
  });

  it("refuses namespaces that exist, and says whose they are", async () => {
    fake.objects.namespace("x", { "netverdict.dev/run": "r0" });
    fake.objects.namespace("y", { "app.kubernetes.io/managed-by": "helm" });
    await assert.rejects(open(), (error: unknown) => {
      assert.match(String(error), /'x' is of the run r0: .*netverdict gc --context fake --run r0/);
      assert.match(String(error), /'y' is managed by helm: choose another name/);
      return true;
    });
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "x", "y"]);
    assert.ok(fake.recorded.every(({ method }) => method !== "DELETE"));
  });

  it("does not delete a namespace that came between looking and creating", async () => {
    fake.fault = ({ method, path }) => {
      if (method === "POST" && path === "/api/v1/namespaces") fake.objects.namespace("y", { owner: "else" });
      return undefined;
    };
    await assert.rejects(open(), /could not create Namespace y: namespace 'y'/);
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "y"]);
  });

  it("takes a creation whose answer was lost for its own", async () => {
    let lost = 0;
    fake.fault = ({ method, path, query, text }) => {
      if (method !== "POST" || !path.endsWith("/pods") || ++lost > 1) return undefined;
      fake.objects.answer(method, path, query, JSON.parse(text));
      return "reset";
    };
    await using session = await open();
    assert.equal(session.placements.size, 4);
    assert.ok(lost > 1);
  });

  it("waits for the service account that pods of a new namespace need", async () => {
    let refused = 0;
    fake.fault = ({ method, path }) =>
      method === "POST" && path.endsWith("/pods") && ++refused <= 4
        ? status(
            403,
            "Forbidden",
            'error looking up service account x/default: serviceaccount "default" not found',
          )
        : undefined;
    await using session = await open();
    assert.ok(session);
    assert.ok(refused > 4);
  });

  it("creates a pod again that competed with another for a quota's counter", async () => {
    const { fake } = made;
    let calls = 0;
    const conflict = status(409, "Conflict", 'Operation cannot be fulfilled on resourcequotas "few"');
    fake.fault = ({ method, path }) =>
      method === "POST" && path.endsWith("/x/pods") && ++calls === 1 ? conflict : undefined;
    const session = await made.cluster().open(WORLD, never);
    await session[Symbol.asyncDispose]();
  });

  it("removes what it created when a pod is refused, and gives the server's reason", async () => {
    fake.fault = ({ method, path }) =>
      method === "POST" && path === "/api/v1/namespaces/y/pods"
        ? status(403, "Forbidden", "exceeded quota: pods=0")
        : undefined;
    await assert.rejects(open(), /could not create Pod y\/b: .*exceeded quota: pods=0/);
    untouched();
  });

  it("removes what it created when an agent ends, and shows the end of its log", async () => {
    fake.objects.podStatus = () => ({
      phase: "Failed",
      containerStatuses: [{ name: "agent", state: { terminated: { exitCode: 1 } } }],
    });
    fake.fault = ({ path }) => (path.endsWith("/log") ? { status: 200, body: "EADDRINUSE 8080" } : undefined);
    await assert.rejects(
      open(),
      /pod x\/a: not running: the agent ended with exit code 1[\s\S]*EADDRINUSE 8080/,
    );
    untouched();
  });

  it("removes what it created when an agent cannot be reached", async () => {
    fake.fault = ({ path }) =>
      path === "/api/v1/namespaces/y/pods/b/exec" ? status(403, "Forbidden", "no exec for you") : undefined;
    await assert.rejects(open(), /no exec for you/);
    untouched();
  });

  it("removes what it created when it is aborted, also what is created at that moment", async () => {
    for (const moment of ["/api/v1/namespaces", "/api/v1/namespaces/x/pods", "/api/v1/pods"]) {
      const abort = new AbortController();
      fake.fault = ({ path, method }) => {
        if (path === moment && (method === "POST" || path === "/api/v1/pods"))
          abort.abort(new Error("interrupted"));
        return undefined;
      };
      await assert.rejects(open({}, abort.signal), /^Error: interrupted$/, moment);
      untouched();
    }
  });

  it("rejects with the signal's reason when it is aborted while it waits", async () => {
    const abort = new AbortController();
    fake.objects.podStatus = () => ({ phase: "Pending" });
    fake.fault = ({ path }) => {
      if (path === "/api/v1/pods") setTimeout(() => abort.abort(new Error("interrupted")), 50);
      return undefined;
    };
    await assert.rejects(open({}, abort.signal), /^Error: interrupted$/);
    untouched();
  });

  it("says both what failed and what it could not remove", async () => {
    fake.fault = ({ method, path }) => {
      if (method === "POST" && path.endsWith("/pods")) return status(403, "Forbidden", "no pods");
      if (method === "DELETE") return status(403, "Forbidden", "no deletion either");
      return undefined;
    };
    await assert.rejects(open(), /no pods[\s\S]*and then: [\s\S]*no deletion either/);
  });

  it("names the command that removes what it may no longer remove itself, as when its token has expired", async () => {
    const session = await open();
    fake.fault = () => status(401, "Unauthorized", "Unauthorized");
    await assert.rejects(
      async () => session[Symbol.asyncDispose](),
      /401 Unauthorized[\s\S]*to remove it: netverdict gc --context fake .*--run r1$/,
    );
  });

  it("keeps everything when it is told to, and says how to remove it", async () => {
    await (await open({ keep: true }))[Symbol.asyncDispose]();
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "netverdict-r1", "x", "y"]);
    assert.equal(
      made.told.at(-1),
      `kept; to remove it: netverdict gc --context fake --kubeconfig ${made.where.kubeconfig} --run r1`,
    );
    const { removed } = await collectGarbage({ ...made.where, run: "r1" });
    assert.deepEqual(
      removed.map(({ objects }) => objects),
      [["namespace netverdict-r1", "namespace x", "namespace y"]],
    );
    untouched();
    assert.deepEqual(await collectGarbage(made.where), { removed: [], left: [], unseen: [] });
  });

  it("says what scenarios find here, and creates nothing", async () => {
    fake.objects.node("n2", { spec: { podCIDRs: ["10.1.0.0/24", "fd00::/64"] } });
    fake.objects.node("n1", { spec: { podCIDRs: ["10.2.0.0/24", "fd01::/64"] } });
    const cluster = made.cluster();
    const sctp = "SCTP cannot be probed: the agent probes TCP and UDP only";
    assert.deepEqual(await cluster.capabilities(never), {
      nodes: 2,
      families: ["ipv4", "ipv6"],
      lacks: { sctp, dns: "there is no Service kube-system/kube-dns" },
    });
    const asked = fake.recorded.length;
    await cluster.capabilities(never);
    assert.equal(fake.recorded.length, asked, "asked once");
    untouched();
  });

  it("takes DNS for granted where it may not look", async () => {
    fake.fault = ({ path }) => (path.endsWith("/kube-dns") ? status(403, "Forbidden", "no") : undefined);
    const { lacks } = await made.cluster().capabilities(never);
    assert.deepEqual(Object.keys(lacks), ["sctp"]);
  });

  it("has the families of the nodes' own addresses where the CNI keeps ranges of its own", async () => {
    const addresses = [{ type: "InternalIP", address: "fd00::1" }];
    const conditions = [{ type: "Ready", status: "True" }];
    fake.objects.node("n1", { status: { addresses, conditions } });
    assert.deepEqual((await made.cluster().capabilities(never)).families, ["ipv6"]);
    await using session = await open();
    assert.deepEqual(session.placements.get("x/a")?.nodeAddresses, ["fd00::1"]);
  });

  it("asks for rights to Services only if there are some, and for no right twice", async () => {
    fake.objects.allows = (right) => !right.endsWith(" services");
    const cluster = made.cluster();
    await (await cluster.open(WORLD, never))[Symbol.asyncDispose]();
    const reviews = () =>
      fake.recorded.filter(({ path }) => path.endsWith("selfsubjectaccessreviews")).length;
    const first = reviews();
    const services = [service("x/web", { app: "a" })];
    await assert.rejects(
      cluster.open({ ...WORLD, services }, never),
      /create services, to create the scenario's/,
    );
    assert.equal(reviews(), first + 2);
  });

  it("has sessions side by side, each of which removes only what it made", async () => {
    const cluster = made.cluster();
    const one = await cluster.open(
      { ...WORLD, namespaces: WORLD.namespaces.slice(0, 1), pods: [pod("x", "a")] },
      never,
    );
    const other = await cluster.open(
      { ...WORLD, namespaces: WORLD.namespaces.slice(1), pods: [pod("y", "b")] },
      never,
    );
    assert.deepEqual(fake.objects.names("namespaces"), [
      "default",
      "netverdict-r1",
      "x",
      "netverdict-r1-2",
      "y",
    ]);
    await one[Symbol.asyncDispose]();
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "netverdict-r1-2", "y"]);
    const [b] = other.sentinels;
    assert.equal((await other.probe("y/b", { ...BATCH, probes: [] }, never)).unresponsive.length, 0);
    assert.equal(b?.namespace, "netverdict-r1-2");
    const { left } = await collectGarbage({ ...made.where, run: "r1" });
    assert.deepEqual(
      left.map(({ session, alive }) => [session, alive]),
      [["r1-2", true]],
    );
    await other[Symbol.asyncDispose]();
  });

  it("copies pull secrets that are given with their namespace", async () => {
    const path = "/api/v1/namespaces/ci/secrets/pull";
    const data = { ".dockerconfigjson": "e30=" };
    fake.objects.byPath.set(path, Object.assign({ metadata: { name: "pull", namespace: "ci" } }, { data }));
    await using session = await open({ imagePullSecrets: ["ci/pull", "present"] });
    assert.ok(session);
    const copy = fake.recorded.find(({ path, method }) => method === "POST" && path.endsWith("/x/secrets"));
    assert.deepEqual(JSON.parse(copy?.text ?? "null").data, data);
    const created = fake.recorded.find(({ path, method }) => method === "POST" && path.endsWith("/x/pods"));
    assert.deepEqual(JSON.parse(created?.text ?? "null").spec.imagePullSecrets, [
      { name: "pull" },
      { name: "present" },
    ]);
  });

  it("wants a run id that can be part of a name", () => {
    const options = { ...made.where, agentSource: "", run: "Run 1" };
    assert.throws(() => kubernetesCluster(options), /expected a run id .* got 'Run 1'/);
  });
});
