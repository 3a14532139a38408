import assert from "node:assert/strict";
import { kindPath } from "../../src/kubernetes/api/paths.ts";
import { RUN_KINDS, type RunKind } from "../../src/kubernetes/api/run-kinds.ts";
import { collectGarbage, type Garbage, type GarbageOptions } from "../../src/kubernetes/index.ts";
import { leaseObject } from "../../src/kubernetes/liveness/lease-object.ts";
import { type FakeCluster, fakeCluster } from "./fakes/fake-cluster.ts";
import { status } from "./fakes/fake-objects.ts";

const HOUR = 3_600_000;

describe("gc", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
  });
  afterEach(() => made.close());

  const gc = (options: Partial<GarbageOptions> = {}) => collectGarbage({ ...made.where, ...options });
  const add = (
    kind: RunKind,
    name: string,
    more: { namespace?: string; session?: string; ageMs?: number },
  ) => {
    const { namespace, session, ageMs = 2 * HOUR } = more;
    const metadata = {
      name,
      uid: `${kind} ${namespace} ${name}`,
      creationTimestamp: new Date(Date.now() - ageMs).toISOString(),
      ...(namespace === undefined ? {} : { namespace }),
      labels: session === undefined ? {} : { "netverdict.dev/run": session },
    };
    made.fake.objects.byPath.set(`${kindPath(kind, namespace)}/${name}`, { metadata });
  };
  const lease = (namespace: string, session: string, renewedMsAgo: number) => {
    const object = leaseObject(namespace, session, Date.now() - renewedMsAgo);
    made.fake.objects.byPath.set(`${kindPath("Lease", namespace)}/netverdict`, object);
  };
  const sessions = (found: Garbage["removed"]) => found.map(({ session }) => session);
  const namespaces = () => made.fake.objects.names("namespaces").filter((name) => name !== "default");

  it("removes what has ended and leaves alone what is alive, whatever this machine's clock says", async () => {
    add("Namespace", "x", { session: "dead" });
    lease("x", "dead", 61_000);
    add("Namespace", "y", { session: "live" });
    lease("y", "live", 30_000);
    const { removed, left } = await gc();
    assert.deepEqual(sessions(removed), ["dead"]);
    assert.deepEqual(removed[0]?.objects, ["namespace x"]);
    assert.deepEqual([left[0]?.session, left[0]?.alive], ["live", true]);
    assert.deepEqual(namespaces(), ["y"]);
  });

  it("compares with the API server's clock, which its answers tell", async () => {
    add("Namespace", "x", { session: "r1", ageMs: 0 });
    lease("x", "r1", 0);
    made.fake.objects.now = () => Date.now() + 24 * HOUR;
    assert.deepEqual(sessions((await gc()).removed), ["r1"]);
    add("Namespace", "x", { session: "r1", ageMs: 0 });
    lease("x", "r1", 48 * HOUR);
    made.fake.objects.now = () => Date.now() - 48 * HOUR;
    assert.deepEqual(sessions((await gc()).left), ["r1"]);
  });

  it("removes a run that is alive if that is what it is told", async () => {
    add("Namespace", "x", { session: "r1" });
    lease("x", "r1", 0);
    add("Namespace", "y", { session: "r2" });
    lease("y", "r2", 0);
    assert.deepEqual(sessions((await gc({ run: "r1" })).removed), []);
    assert.deepEqual(sessions((await gc({ run: "r1", alive: true })).removed), ["r1"]);
    assert.deepEqual(namespaces(), ["y"]);
  });

  it("deletes nothing in a dry run", async () => {
    add("Namespace", "x", { session: "r1" });
    const { removed } = await gc({ dryRun: true });
    assert.deepEqual(sessions(removed), ["r1"]);
    assert.ok(made.fake.recorded.every(({ method }) => method === "GET"));
  });

  it("chooses by age", async () => {
    add("Namespace", "x", { session: "old", ageMs: 3 * HOUR });
    add("Namespace", "y", { session: "new", ageMs: 1.5 * HOUR });
    const { removed, left } = await gc({ olderThanMs: 2 * HOUR });
    assert.deepEqual([sessions(removed), sessions(left)], [["old"], ["new"]]);
    assert.equal(left[0]?.reason, "it is not older than 2 h");
  });

  it("removes every kind that a run may create from namespaces that stay, and nothing that is not a run's", async () => {
    const within = (Object.keys(RUN_KINDS) as RunKind[]).filter((kind) => kind !== "Namespace");
    for (const namespace of ["a", "b", "c"]) {
      add("Namespace", namespace, {});
      for (const kind of within) {
        add(kind, `mine-${kind}`, { namespace, session: "r1" });
        add(kind, `theirs-${kind}`, { namespace });
        add(kind, `live-${kind}`, { namespace, session: "r2" });
      }
    }
    lease("b", "r2", 5_000);
    const { removed, left } = await gc({ namespaces: ["a", "b"] });
    assert.deepEqual([sessions(removed), sessions(left)], [["r1"], ["r2"]]);
    assert.equal(removed[0]?.objects.length, 2 * within.length);
    const names = [...made.fake.objects.byPath.keys()];
    assert.equal(names.filter((path) => /\/namespaces\/[ab]\/[a-z]+\/mine-/.test(path)).length, 0);
    assert.equal(names.filter((path) => /\/namespaces\/c\/[a-z]+\/mine-/.test(path)).length, within.length);
    assert.equal(names.filter((path) => path.includes("/theirs-")).length, 3 * within.length);
    assert.equal(names.filter((path) => path.includes("/live-")).length, 3 * within.length);
    assert.deepEqual(namespaces(), ["a", "b", "c"]);
  });

  describe("in a cluster with lent namespaces", () => {
    const lend = (...names: readonly string[]) => {
      for (const name of names) made.fake.objects.namespace(name, { "netverdict.dev/lend": "true" });
    };

    it("looks into them too, and leaves alone what is alive there", async () => {
      lend("a", "b", "c");
      add("Namespace", "x", { session: "dead" });
      add("Pod", "p", { namespace: "a", session: "killed" });
      add("ConfigMap", "netverdict-agent", { namespace: "b", session: "killed" });
      lease("b", "killed", 61_000);
      add("Pod", "theirs", { namespace: "a" });
      add("Pod", "q", { namespace: "c", session: "live" });
      lease("c", "live", 5_000);
      const { removed, left, unseen } = await gc();
      assert.deepEqual([sessions(removed), sessions(left), unseen], [["dead", "killed"], ["live"], []]);
      assert.deepEqual(namespaces(), ["a", "b", "c"]);
      const within = [...made.fake.objects.byPath.keys()].filter((path) =>
        /\/namespaces\/[abc]\/./.test(path),
      );
      assert.deepEqual(within.toSorted(), [
        "/api/v1/namespaces/a/pods/theirs",
        "/api/v1/namespaces/c/pods/q",
        "/apis/coordination.k8s.io/v1/namespaces/c/leases/netverdict",
      ]);
    });

    it("removes what goes although something elsewhere does not", async () => {
      lend("a");
      add("Namespace", "x", { session: "dead" });
      add("Pod", "p", { namespace: "a", session: "killed" });
      made.fake.fault = ({ method, path }) =>
        method === "DELETE" && path.endsWith("/namespaces/x") ? status(403, "Forbidden", "not x") : undefined;
      await assert.rejects(
        gc(),
        /namespaces that could not be deleted:\n {2}x: its deletion was refused: not x/,
      );
      assert.ok(!made.fake.objects.byPath.has("/api/v1/namespaces/a/pods/p"));
    });

    it("says of those that it may not look into that it did not, and removes all else", async () => {
      lend("a", "b");
      add("Namespace", "x", { session: "dead" });
      add("Pod", "p", { namespace: "a", session: "killed" });
      made.fake.fault = ({ path }) =>
        path.includes("/namespaces/b/") ? status(403, "Forbidden", "not b") : undefined;
      const { removed, unseen } = await gc();
      assert.deepEqual([sessions(removed), unseen], [["dead", "killed"], ["b"]]);
    });
  });

  it("leaves a run alone that is about to begin", async () => {
    add("Namespace", "netverdict-r1", { session: "r1", ageMs: 1_000 });
    assert.match((await gc()).left[0]?.reason ?? "", /only begun/);
  });
});
