import assert from "node:assert/strict";
import { removeNamespaces } from "../../../src/kubernetes/objects/remove-namespaces.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";

const never = new AbortController().signal;

describe("removing a run", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
    const { objects } = fake;
    objects.namespace("x", { "netverdict.dev/run": "r1", "app.kubernetes.io/managed-by": "helm" });
    objects.namespace("other", { "netverdict.dev/run": "r2" });
    objects.namespace("default");
    for (const namespace of ["x", "default"]) {
      const path = `/api/v1/namespaces/${namespace}/pods/a`;
      const metadata = {
        name: "a",
        namespace,
        uid: `pod-${namespace}`,
        labels: { "netverdict.dev/run": "r1" },
      };
      objects.byPath.set(path, { metadata });
    }
  });
  afterEach(() => fake.close());

  const remove = (run?: string, timeoutMs = 10_000) =>
    removeNamespaces(
      fake.api,
      { timeoutMs, clock: manualClock(), ...(run === undefined ? {} : { run }) },
      never,
    );
  const deletions = () =>
    fake.recorded
      .filter(({ method }) => method === "DELETE")
      .map(({ path, text }) => [path, JSON.parse(text).preconditions.uid]);

  it("deletes its namespaces and the pods in them, each by its UID, and nothing else", async () => {
    const removed = await remove("r1");
    assert.deepEqual(
      removed.map(({ metadata }) => metadata.name),
      ["x"],
    );
    assert.deepEqual(deletions(), [["/api/v1/namespaces/x", "uid-of-x"]]);
    assert.deepEqual(fake.objects.names("namespaces"), ["other", "default"]);
    assert.ok(fake.objects.byPath.has("/api/v1/namespaces/default/pods/a"));
  });

  it("ends the pods while their namespace is being deleted", async () => {
    fake.objects.undying.add("x");
    await assert.rejects(remove("r1"));
    assert.deepEqual(deletions(), [
      ["/api/v1/namespaces/x", "uid-of-x"],
      ["/api/v1/namespaces/x/pods/a", "pod-x"],
    ]);
  });

  it("takes every run when none is named", async () => {
    await remove();
    assert.deepEqual(fake.objects.names("namespaces"), ["default"]);
  });

  it("takes only the namespaces that are meant", async () => {
    fake.objects.namespace("x2", { "netverdict.dev/run": "r1" });
    const which = ({ metadata }: { readonly metadata: { readonly name: string } }) => metadata.name === "x2";
    await removeNamespaces(fake.api, { run: "r1", which, timeoutMs: 10_000, clock: manualClock() }, never);
    assert.deepEqual(fake.objects.names("namespaces"), ["x", "other", "default"]);
  });

  it("looks until the namespaces are gone", async () => {
    fake.objects.undying.add("x");
    let lists = 0;
    fake.fault = ({ path, method }) => {
      if (method === "GET" && path === "/api/v1/namespaces" && ++lists === 4)
        fake.objects.byPath.delete("/api/v1/namespaces/x");
      return undefined;
    };
    await remove("r1", 60_000);
    assert.equal(lists, 4);
  });

  it("says what remains, and why, when the time is over", async () => {
    fake.objects.undying.add("x");
    await assert.rejects(
      remove("r1"),
      /not gone 10 s after their deletion:\n {2}x: Some resources are remaining: widgets/,
    );
    const finalizing = fake.recorded.filter(({ method }) => method === "PATCH" || method === "PUT");
    assert.deepEqual(finalizing, [], "finalizers are their owners'");
  });

  it("leaves a namespace of the same name that has come since", async () => {
    fake.fault = ({ method }) => {
      if (method === "DELETE")
        fake.objects.byPath.set("/api/v1/namespaces/x", { metadata: { name: "x", uid: "new" } });
      return undefined;
    };
    await remove("r1");
    assert.equal(fake.objects.byPath.get("/api/v1/namespaces/x")?.metadata.uid, "new");
  });
});
