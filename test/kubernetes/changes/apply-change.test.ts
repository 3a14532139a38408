import assert from "node:assert/strict";
import { ClusterError } from "../../../src/cluster/port.ts";
import { applyChange } from "../../../src/kubernetes/changes/apply-change.ts";
import type { ObjectChange } from "../../../src/kubernetes/changes/change-call.ts";
import { type NetworkPolicy, networkPolicyRef } from "../../../src/model/index.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";
import { status } from "../fakes/fake-objects.ts";

const never = new AbortController().signal;
const PATH = "/apis/networking.k8s.io/v1/namespaces/x/networkpolicies/p";
const POLICY: NetworkPolicy = {
  apiVersion: "networking.k8s.io/v1",
  kind: "NetworkPolicy",
  metadata: { name: "p", namespace: "x" },
  spec: {
    podSelector: {},
    policyTypes: ["Ingress"],
    ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16"] } }, { podSelector: {} }] }],
  },
};

describe("applying a change", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
  });
  afterEach(() => fake.close());
  const apply = (change: ObjectChange) => applyChange(fake.api, change, "r1", never);
  const lastBody = () => JSON.parse(fake.recorded.at(-1)?.text ?? "null");

  it("sends a policy's spec as it is, `from` included", async () => {
    await apply({ action: "apply", object: POLICY });
    assert.deepEqual(lastBody().spec, POLICY.spec);
    assert.deepEqual(Object.keys(lastBody()).sort(), ["apiVersion", "kind", "metadata", "spec"]);
  });

  it("applies server-side, by force, and lets the server find unknown fields", async () => {
    await apply({ action: "apply", object: POLICY });
    const [call] = fake.recorded;
    assert.deepEqual([call?.method, call?.path], ["PATCH", PATH]);
    assert.equal(call?.headers["content-type"], "application/apply-patch+yaml");
    assert.equal(call?.query.toString(), "fieldManager=netverdict&force=true&fieldValidation=Strict");
  });

  it("fails in the words of the server", async () => {
    fake.fault = () => status(422, "Invalid", "spec.ingress[0].from: Invalid value");
    await assert.rejects(apply({ action: "apply", object: POLICY }), (error: unknown) => {
      assert.ok(error instanceof ClusterError);
      assert.match(error.message, /422 Invalid: spec.ingress\[0\].from: Invalid value/);
      return true;
    });
  });

  it("deletes a policy", async () => {
    await apply({ action: "apply", object: POLICY });
    await apply({ action: "delete", object: networkPolicyRef("x", "p") });
    assert.ok(!fake.objects.byPath.has(PATH));
  });

  it("fails to delete what is not there", async () => {
    const absent: ObjectChange = { action: "delete", object: networkPolicyRef("x", "p") };
    await assert.rejects(apply(absent), /404/);
    assert.ok(fake.recorded.every(({ method }) => method === "GET"));
  });

  it("has deleted although the answer of the first attempt was lost", async () => {
    await apply({ action: "apply", object: POLICY });
    let deletions = 0;
    fake.fault = ({ method, path }) => {
      if (method !== "DELETE" || ++deletions > 1) return undefined;
      fake.objects.byPath.delete(path);
      return "reset";
    };
    await apply({ action: "delete", object: networkPolicyRef("x", "p") });
    assert.equal(deletions, 2);
  });

  it("does not believe that a policy is gone which is still there", async () => {
    await apply({ action: "apply", object: POLICY });
    fake.fault = ({ method }) => (method === "DELETE" ? status(404, "NotFound", "no such route") : undefined);
    await assert.rejects(
      apply({ action: "delete", object: networkPolicyRef("x", "p") }),
      /DELETE .*: 404, and yet it is still there/,
    );
  });

  it("does not take a page of somebody else's for the server's consent", async () => {
    const page = { status: 200, body: "<html>Please log in</html>" };
    let calls = 0;
    fake.fault = ({ method }) => (method !== "GET" && ++calls === 1 ? page : undefined);
    await apply({ action: "apply", object: POLICY });
    assert.ok(fake.objects.byPath.has(PATH));
    calls = 0;
    await apply({ action: "delete", object: networkPolicyRef("x", "p") });
    assert.ok(!fake.objects.byPath.has(PATH));
  });

  it("sets and removes labels with a merge patch", async () => {
    fake.objects.namespace("x");
    fake.objects.byPath.set("/api/v1/namespaces/x/pods/a", { metadata: { name: "a" } });
    await apply({ action: "label-pod", pod: "x/a", set: { role: "db" }, unset: ["tier"] });
    await apply({ action: "label-namespace", namespace: "x", set: {}, unset: ["team"] });
    const [pod, namespace] = fake.recorded;
    assert.deepEqual([pod?.path, namespace?.path], ["/api/v1/namespaces/x/pods/a", "/api/v1/namespaces/x"]);
    assert.equal(pod?.headers["content-type"], "application/merge-patch+json");
    assert.deepEqual(JSON.parse(pod?.text ?? ""), { metadata: { labels: { tier: null, role: "db" } } });
    assert.deepEqual(lastBody(), { metadata: { labels: { team: null } } });
  });

  it("touches neither the label by which a run is removed nor that by which a Service finds its pod", async () => {
    const unset = ["netverdict.dev/run"];
    const set = { "netverdict.dev/pod": "b" };
    const changes: readonly ObjectChange[] = [
      { action: "label-namespace", namespace: "x", set: {}, unset },
      { action: "label-pod", pod: "x/a", set, unset: [] },
    ];
    for (const change of changes) await assert.rejects(apply(change), /netverdict's own/);
    assert.deepEqual(fake.recorded, []);
  });
});
