import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { WebSocket } from "ws";
import type { WireProbe } from "../../src/agent/protocol.ts";
import { ClusterError, type ProbeBatch } from "../../src/cluster/port.ts";
import { collectGarbage, kubernetesCluster, permissionsLacking } from "../../src/kubernetes/index.ts";
import type { KubernetesOptions } from "../../src/kubernetes/options.ts";
import {
  DEFAULT_TIMEOUTS,
  namespaceWithImpliedLabel,
  type Plan,
  type Pod,
  podRef,
} from "../../src/model/index.ts";
import { actAsAgent } from "./fake-agent.ts";
import { type FakeApiServer, fakeApiServer } from "./fake-api-server.ts";
import { status } from "./fake-objects.ts";

const pod = (namespace: string, name: string): Pod => ({
  ref: podRef(namespace, name),
  namespace,
  name,
  labels: { app: name },
  ports: [{ port: 8080, protocol: "TCP" }],
});
const PLAN: Plan = {
  scenario: "s",
  namespaces: ["x", "y"].map((name) => namespaceWithImpliedLabel(name)),
  pods: [pod("x", "a"), pod("y", "b")],
  steps: [],
  expected: [],
  timeouts: DEFAULT_TIMEOUTS,
};
const BATCH: ProbeBatch = {
  probes: [{ target: "y/b", port: 8080, protocol: "TCP" }],
  timeoutMs: 1_000,
  launchesPerSecond: 100,
};
const never = new AbortController().signal;

describe("the Kubernetes cluster", () => {
  let fake: FakeApiServer;
  let directory = "";
  let told: string[] = [];
  beforeEach(async () => {
    fake = await fakeApiServer();
    fake.objects.node("n1").namespace("default");
    fake.exec = (socket, path) => answerAs(socket, path);
    told = [];
    directory = mkdtempSync(join(tmpdir(), "netverdict-"));
    writeFileSync(
      join(directory, "config"),
      JSON.stringify({
        clusters: [{ name: "c", cluster: { server: fake.url } }],
        contexts: [{ name: "fake", context: { cluster: "c" } }],
      }),
    );
  });
  afterEach(async () => {
    rmSync(directory, { recursive: true });
    await fake.close();
  });

  /** The pod that is to be cut off when it answers the second probe of a batch. */
  let breakOff: string | undefined;

  /** Every probe is answered by the pod that has the address, or by nobody when no pod has it. */
  const answerAs = (socket: WebSocket, path: string) => {
    const [, , , , namespace = "", , name = ""] = path.split("/");
    const peerOf = ({ address, id }: WireProbe) => {
      if (id === 1 && breakOff === `${namespace}/${name}`) {
        breakOff = undefined;
        socket.terminate();
      }
      const found = [...fake.objects.byPath.values()].find((one) =>
        JSON.stringify(one).includes(`"${address}"`),
      );
      return found === undefined ? undefined : `${found.metadata.namespace}/${found.metadata.name}`;
    };
    actAsAgent(socket, { pod: `${namespace}/${name}`, run: "r1", peerOf });
  };
  const where = () => ({ context: "fake", kubeconfig: join(directory, "config"), environment: {} });
  const open = (options: Partial<KubernetesOptions> = {}, signal = never) =>
    kubernetesCluster({
      ...where(),
      run: "r1",
      agentSource: "the agent",
      progress: (line) => told.push(line),
      ...options,
    }).open(PLAN, signal);
  const untouched = () => assert.deepEqual(fake.objects.names("namespaces"), ["default"]);

  it("creates what the plan says and its own sentinels, measures, and leaves nothing", async () => {
    const session = await open();
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "x", "y", "netverdict-r1"]);
    assert.deepEqual(fake.objects.names("pods"), ["a", "b", "sentinel-1", "sentinel-2"]);
    assert.deepEqual(fake.objects.names("configmaps"), Array(3).fill("netverdict-agent"));
    assert.deepEqual(session.facts, { kind: "kubernetes", name: "fake", nodes: ["n1"] });
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
    breakOff = "x/a";
    const { observations } = await session.probe("x/a", { ...BATCH, probes }, never);
    assert.deepEqual(
      observations.map(({ outcome }) => outcome),
      ["reachable", "reachable"],
    );
    assert.equal(breakOff, undefined, "no stream was lost");
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
      assert.equal(error.message.split("\n").length, 3);
      return true;
    });
    assert.equal((await permissionsLacking(where())).length, 2);
    untouched();
  });

  it("goes on where reviews are forbidden, and says so", async () => {
    fake.fault = ({ path }) =>
      path.endsWith("selfsubjectaccessreviews") ? status(403, "Forbidden", "no reviews") : undefined;
    await using session = await open();
    assert.ok(session);
    assert.match(told.join("\n"), /permissions could not be checked: .*no reviews/);
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
    await assert.rejects(open(), /no pods[\s\S]*and then: .*no deletion either/);
  });

  it("keeps everything when it is told to, and says how to remove it", async () => {
    await (await open({ keep: true }))[Symbol.asyncDispose]();
    assert.deepEqual(fake.objects.names("namespaces"), ["default", "x", "y", "netverdict-r1"]);
    assert.equal(told.at(-1), "kept; to remove it: netverdict gc --context fake --run r1");
    assert.deepEqual(await collectGarbage({ ...where(), run: "r1" }), ["x", "y", "netverdict-r1"]);
    untouched();
    assert.deepEqual(await collectGarbage(where()), []);
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
    const options = { ...where(), agentSource: "", run: "Run 1" };
    assert.throws(() => kubernetesCluster(options), /expected a run id .* got 'Run 1'/);
  });
});
