import assert from "node:assert/strict";
import { removeNamespaces } from "../../../src/kubernetes/removal/remove-namespaces.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";
import { status } from "../fakes/fake-objects.ts";

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

  it("keeps nothing else from going when one deletion is refused, and says at once what stays", async () => {
    fake.objects.namespace("x2", { "netverdict.dev/run": "r1" });
    fake.fault = ({ method, path }) =>
      method === "DELETE" && path === "/api/v1/namespaces/x" ? status(403, "Forbidden", "not x") : undefined;
    await assert.rejects(
      remove("r1"),
      /^ClusterError: namespaces that could not be deleted:\n {2}x: .*refused: not x/,
    );
    assert.deepEqual(fake.objects.names("namespaces"), ["x", "other", "default"]);
  });

  it("goes on when the connection was lost while it deletes", async () => {
    let lost = 0;
    fake.fault = ({ method }) => (method === "DELETE" && ++lost <= 6 ? "reset" : undefined);
    await remove("r1");
    assert.ok(lost > 6);
    assert.deepEqual(fake.objects.names("namespaces"), ["other", "default"]);
  });

  it("goes on when the API server was away, and refuses everything until it has read who may do what", async () => {
    await fake.api.text({ method: "GET", path: "/api/v1/namespaces" }, never);
    const refusal = status(403, "Forbidden", 'User "admin" cannot list resource "namespaces"');
    let calls = 0;
    fake.fault = () => {
      calls++;
      if (calls > 60) return undefined;
      return calls <= 30 ? "reset" : refusal;
    };
    await remove("r1", 60_000);
    assert.deepEqual(fake.objects.names("namespaces"), ["other", "default"]);
  });

  it("gives what could not be asked to go before the whole time when the API server is back", async () => {
    const clock = manualClock();
    fake.objects.undying.add("x");
    let awayUntilMs = 8_000;
    let backMs = 0;
    fake.fault = () => {
      if (clock.now() < awayUntilMs) return status(503, "ServiceUnavailable", "starting");
      awayUntilMs = 0;
      backMs ||= clock.now();
      if (clock.now() - backMs >= 9_000) fake.objects.byPath.delete("/api/v1/namespaces/x");
      return undefined;
    };
    await removeNamespaces(fake.api, { run: "r1", timeoutMs: 10_000, clock }, never);
    assert.ok(clock.now() >= 17_000, `it was over after ${clock.now()} ms`);
  });

  it("says what it saw last, and the command for later, when the connection stays lost", async () => {
    fake.fault = ({ method }) => (method === "DELETE" ? "reset" : undefined);
    await assert.rejects(remove("r1", 1_000), (error: Error) => {
      const [what, seen, later] = error.message.split("\n");
      assert.match(
        what ?? "",
        /^what the run r1 created could not be removed within 1 s: the API server could not/,
      );
      assert.equal(seen, "last seen: x");
      assert.equal(later, "when it answers again: netverdict gc --context fake --run r1");
      return true;
    });
  });

  it("names what is held in a namespace, by which finalizer, and the command that lets it go", async () => {
    fake.objects.undying.add("x");
    const held = (kind: string, name: string, more: object) =>
      fake.objects.byPath.set(`/api/v1/namespaces/x/${kind}/${name}`, {
        metadata: { name, namespace: "x", deletionTimestamp: "2026-01-01T00:00:00Z", ...more },
        spec: { nodeName: "n1" },
      });
    held("configmaps", "it's", { finalizers: ["example.com/hold"] });
    held("pods", "late", {});
    fake.objects.undying.add("late").add("it's");
    await assert.rejects(remove("r1"), (error: Error) => {
      const lines = error.message.split("\n").slice(2);
      assert.deepEqual(lines, [
        "    ConfigMap x/it's: held by the finalizer example.com/hold",
        "    Pod x/late: node n1 has not confirmed its end",
        `    if whoever set the finalizer will not come back: kubectl --context fake --namespace x patch configmaps 'it'\\''s' --type merge --patch '{"metadata":{"finalizers":null}}'`,
        "    if that node is gone for good: kubectl --context fake --namespace x delete pods late --grace-period=0 --force",
        "netverdict takes no finalizer away. When nothing holds them any more: netverdict gc --context fake --run r1",
      ]);
      return true;
    });
  });

  it("names the API whose server is away, without which no namespace goes", async () => {
    const message =
      "Discovery failed for some groups, 1 failing: unable to retrieve the complete list of server APIs: metrics.k8s.io/v1beta1: stale GroupVersion discovery";
    fake.objects.undying.add("x");
    fake.fault = ({ method }) => {
      const found = fake.objects.byPath.get("/api/v1/namespaces/x");
      const conditions = [{ type: "NamespaceDeletionDiscoveryFailure", status: "True", message }];
      if (method === "GET" && found !== undefined)
        fake.objects.byPath.set("/api/v1/namespaces/x", { ...found, ...{ status: { conditions } } });
      return undefined;
    };
    await assert.rejects(
      remove("r1"),
      /will not come back: kubectl --context fake delete apiservices v1beta1\.metrics\.k8s\.io\n/,
    );
  });
});
