import assert from "node:assert/strict";
import { collectGarbage } from "../../../src/kubernetes/index.ts";
import { namespaceWithImpliedLabel, type World } from "../../../src/model/index.ts";
import { denyAllIngress, pod, policy, service } from "../../model/build.ts";
import { type FakeCluster, fakeCluster } from "../fakes/fake-cluster.ts";
import { status } from "../fakes/fake-objects.ts";

const LENT = { "netverdict.dev/lend": "true" };
const never = new AbortController().signal;

/** A scenario's world after its namespaces have got the names of lent ones. */
const WORLD: World = {
  namespaces: [namespaceWithImpliedLabel("a", { team: "red" }), namespaceWithImpliedLabel("b")],
  pods: [pod("a/web"), pod("b/db")],
  services: [service("b/db", { app: "db" })],
};

describe("a run in lent namespaces", () => {
  let made: FakeCluster;
  /** All that there was, by path, before a run. */
  let before: ReadonlyMap<string, unknown>;
  beforeEach(async () => {
    made = await fakeCluster();
    made.fake.objects
      .namespace("a", { ...LENT, team: "blue" })
      .namespace("b", LENT)
      .namespace("c", LENT);
    before = new Map(made.fake.objects.byPath);
  });
  afterEach(() => made.close());

  const open = (lent: readonly string[] = ["a", "b", "c"], run = "r1") =>
    made.cluster({ lent, run }).open(WORLD, never);
  const labelsOf = (name: string) =>
    made.fake.objects.byPath.get(`/api/v1/namespaces/${name}`)?.metadata.labels;
  /** Nothing was left, and nothing was lost. */
  const asBefore = () => {
    const { objects } = made.fake;
    assert.deepEqual([...objects.byPath.keys()].sort(), [...before.keys()].sort());
    assert.deepEqual(labelsOf("a"), { ...LENT, team: "blue" });
  };
  /** A cluster that grants the Role of lent namespaces and no more. */
  const confine = (forbidden: (right: string) => boolean = () => false) => {
    const { fake } = made;
    fake.objects.allows = (right, namespace) => namespace !== undefined && !forbidden(right);
    fake.fault = ({ method, path }) => {
      const isOfCluster = /^\/api\/v1\/(nodes|pods|namespaces)$/.test(path) || path === "/api/v1/services";
      if (isOfCluster) return status(403, "Forbidden", `${path} is forbidden`);
      return method === "PATCH" &&
        /^\/api\/v1\/namespaces\/[^/]+$/.test(path) &&
        forbidden("patch namespaces")
        ? status(403, "Forbidden", "namespaces is forbidden")
        : undefined;
    };
  };

  it("makes pods, Services and policies there, gives the scenario's labels, and leaves all as it was", async () => {
    const session = await open();
    assert.deepEqual(made.fake.objects.names("namespaces"), ["default", "a", "b", "c"]);
    assert.deepEqual(made.fake.objects.names("pods"), ["web", "db", "sentinel-1", "sentinel-2"]);
    assert.equal(session.sentinelNamespace.name, "c");
    assert.equal(labelsOf("a")?.team, "red");
    await session.apply([{ action: "apply", object: policy("b", "deny", denyAllIngress) }], never);
    await session.apply([{ action: "label-namespace", namespace: "b", set: { x: "y" }, unset: [] }], never);
    assert.equal(labelsOf("b")?.x, "y");
    await session[Symbol.asyncDispose]();
    asBefore();
    assert.deepEqual(labelsOf("b"), LENT);
  });

  it("asks for nothing outside of them, and finds nodes by scouts that it removes", async () => {
    confine();
    const { names } = made.fake.objects;
    const session = await open();
    assert.deepEqual(session.facts.nodes, ["n1"]);
    assert.deepEqual(names.call(made.fake.objects, "pods"), ["web", "db", "sentinel-1", "sentinel-2"]);
    assert.match(
      made.told.join("\n"),
      /without the right to list nodes: the scheduler chooses two nodes, and scenarios that need more are skipped/,
    );
    await session[Symbol.asyncDispose]();
    asBefore();
    const elsewhere = made.fake.recorded.filter(
      ({ path }) =>
        path.startsWith("/api") &&
        !/\/namespaces\/[abc](\/|$)/.test(path) &&
        !path.includes("subject") &&
        !path.endsWith("/nodes"),
    );
    assert.deepEqual(elsewhere, []);
  });

  it("counts on two nodes where they may not be listed, and takes the families from a Service that is not made", async () => {
    confine();
    const { nodes, lacks, families } = await made.cluster({ lent: ["a", "b", "c"] }).capabilities(never);
    assert.equal(nodes, 2);
    assert.match(lacks.nodes ?? "", /nodes may not be listed/);
    assert.deepEqual(families, ["ipv4"]);
    asBefore();
  });

  it("does not begin where a right is missing in one of them, and says in which, and how to grant it", async () => {
    made.fake.objects.allows = (right, namespace) => !(right === "create pods" && namespace === "b");
    await assert.rejects(open(), (error: Error) => {
      assert.match(error.message, /\n {2}create pods, to create the probe pods \(b\)\n/);
      assert.match(error.message, /manifests\/rbac\/given-namespaces\.yaml/);
      assert.match(error.message, /\nfor namespace in a b c; do\n/);
      return true;
    });
    asBefore();
  });

  it("does not begin where labels are missing that it may not give, and says which lines give them", async () => {
    confine((right) => right === "patch namespaces");
    await assert.rejects(open(), (error: Error) => {
      assert.match(error.message, /\nkubectl label namespace a --overwrite team=red\n/);
      assert.match(error.message, /--role=netverdict-labels --user=alice/);
      return true;
    });
    asBefore();
    made.fake.objects.namespace("a", { ...LENT, team: "red" });
    await (await open())[Symbol.asyncDispose]();
  });

  it("refuses namespaces that are not lent, not empty, going, or not there, all at once", async () => {
    made.fake.objects
      .namespace("a")
      .namespace("b", LENT)
      .byPath.set("/api/v1/namespaces/b/pods/theirs", { metadata: { name: "theirs", namespace: "b" } })
      .set("/apis/networking.k8s.io/v1/namespaces/b/networkpolicies/p", {
        metadata: { name: "p", namespace: "b" },
      });
    await assert.rejects(open(["a", "b", "d"]), (error: Error) => {
      assert.match(
        error.message,
        /'a' is not lent to netverdict: kubectl label namespace a netverdict\.dev\/lend=true/,
      );
      assert.match(error.message, /'b' is not empty, and has to be: it has pod theirs, NetworkPolicy p/);
      assert.match(
        error.message,
        /'d' does not exist: kubectl create namespace d && kubectl label namespace d /,
      );
      return true;
    });
    assert.deepEqual(made.fake.objects.names("pods"), ["theirs"]);
  });

  it("refuses namespaces in which another run is, and takes nothing from it", async () => {
    const first = await open();
    const text =
      /namespace '[abc]' is used by the run r1: if that has ended, 'netverdict gc .*--namespaces a,b,c --run r1'/;
    await assert.rejects(open(undefined, "r2"), text);
    assert.deepEqual(made.fake.objects.names("pods"), ["web", "db", "sentinel-1", "sentinel-2"]);
    await first[Symbol.asyncDispose]();
    asBefore();
  });

  it("gives way to a run that was quicker, and leaves that one's objects and labels alone", async () => {
    const program = {
      metadata: { name: "netverdict-agent", namespace: "a", labels: { "netverdict.dev/run": "r9" } },
    };
    const path = "/api/v1/namespaces/a/configmaps/netverdict-agent";
    made.fake.objects.byPath.set(path, program);
    before = new Map(made.fake.objects.byPath);
    await assert.rejects(open(), /namespace 'a' is used by the run r9/);
    asBefore();
  });

  it("lets no label of a lent namespace's own mean something to a policy", async () => {
    const selecting = (key: string) =>
      policy("b", "p", {
        podSelector: {},
        ingress: [{ from: [{ namespaceSelector: { matchExpressions: [{ key, operator: "Exists" }] } }] }],
      });
    made.fake.objects.namespace("b", { ...LENT, stage: "prod" });
    await using session = await open();
    await session.apply([{ action: "apply", object: selecting("stage") }], never);
    assert.deepEqual(labelsOf("b"), LENT);
    await session.apply([{ action: "apply", object: selecting("team") }], never);
    assert.equal(labelsOf("a")?.team, "red");
    await session[Symbol.asyncDispose]();
    assert.deepEqual(labelsOf("b"), { ...LENT, stage: "prod" });
  });

  it("makes a spare one a namespace that a step creates, and empties it when a step removes it", async () => {
    made.fake.objects.namespace("d", LENT);
    await using session = await open(["a", "b", "d", "c"]);
    const namespace = namespaceWithImpliedLabel("d", { late: "yes" });
    await session.apply([{ action: "create-namespace", namespace }], never);
    await session.apply([{ action: "create-pod", pod: pod("d/x") }], never);
    assert.equal(labelsOf("d")?.late, "yes");
    await session.apply([{ action: "remove-namespace", namespace: "d" }], never);
    assert.deepEqual(labelsOf("d"), LENT);
    assert.deepEqual(made.fake.objects.names("pods"), ["web", "db", "sentinel-1", "sentinel-2"]);
  });

  it("keeps everything when it is told to, and says how to remove it", async () => {
    const session = await made.cluster({ lent: ["a", "b", "c"], keep: true }).open(WORLD, never);
    await session[Symbol.asyncDispose]();
    assert.equal(made.fake.objects.names("pods").length, 4);
    assert.match(made.told.join("\n"), /kept; to remove it: netverdict gc .*--namespaces a,b,c --run r1/);
  });

  it("is removed by gc as by itself, with the labels that the namespaces had", async () => {
    const session = await made.cluster({ lent: ["a", "b", "c"], keep: true }).open(WORLD, never);
    await session[Symbol.asyncDispose]();
    assert.equal(labelsOf("a")?.team, "red");
    confine();
    const { removed, left } = await collectGarbage({ ...made.where, namespaces: ["a", "b", "c"] });
    assert.deepEqual([removed.length, left.length], [1, 0]);
    asBefore();
  });
});
