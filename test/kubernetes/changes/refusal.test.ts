import assert from "node:assert/strict";
import { refusalOf } from "../../../src/kubernetes/changes/refusal.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";
import { status } from "../fakes/fake-objects.ts";

const never = new AbortController().signal;
const MANIFEST = { metadata: { name: "p", namespace: "x" }, spec: { podSelector: {}, ingres: [] } };

describe("offering a manifest that is to be refused", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
  });
  afterEach(() => fake.close());
  const offer = (manifest: Readonly<Record<string, unknown>> = MANIFEST) =>
    refusalOf(fake.api, manifest, never);
  const answering = (code: number, reason: string, message: string) => {
    fake.fault = () => status(code, reason, message);
    return offer();
  };

  it("creates it in a dry run, strictly, as it is", async () => {
    assert.equal(await offer(), undefined);
    const [call] = fake.recorded;
    assert.equal(call?.method, "POST");
    assert.equal(call?.path, "/apis/networking.k8s.io/v1/namespaces/x/networkpolicies");
    assert.equal(call?.query.toString(), "dryRun=All&fieldManager=netverdict&fieldValidation=Strict");
    const added = { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" };
    assert.deepEqual(JSON.parse(call?.text ?? ""), { ...added, ...MANIFEST });
    assert.equal(fake.objects.byPath.size, 0);
  });

  it("leaves a kind and version that it has", async () => {
    await offer({ ...MANIFEST, apiVersion: "networking.k8s.io/v1beta1", kind: "NetPol" });
    const { apiVersion, kind } = JSON.parse(fake.recorded[0]?.text ?? "");
    assert.deepEqual([apiVersion, kind], ["networking.k8s.io/v1beta1", "NetPol"]);
  });

  it("does not take a page of somebody else's for the server's consent", async () => {
    fake.fault = () => ({ status: 200, body: "<html>Please log in</html>" });
    await assert.rejects(offer(), /the answer is not the API server's, or not whole: "<html>Please log in/);
  });

  it("gives the server's words when it refuses", async () => {
    assert.equal(await answering(422, "Invalid", "spec.x: wrong"), "spec.x: wrong");
    assert.equal(
      await answering(400, "BadRequest", 'unknown field "spec.ingres"'),
      'unknown field "spec.ingres"',
    );
  });

  it("says when it was admission that refused", async () => {
    const answer = await answering(403, "Forbidden", 'admission webhook "w" denied the request: no');
    assert.equal(answer, 'refused by admission: admission webhook "w" denied the request: no');
  });

  it("takes a policy that exists already for one that would be taken: its name is looked at last", async () => {
    assert.equal(await answering(409, "AlreadyExists", "p already exists"), undefined);
  });

  it("fails when nothing was judged: a missing right, a missing namespace, a webhook without dry run", async () => {
    const unjudged = [
      [403, "Forbidden", 'User "u" cannot create resource "networkpolicies" in API group'],
      [404, "NotFound", 'namespaces "x" not found'],
      [400, "BadRequest", 'admission webhook "w" does not support dry run'],
      [500, "InternalError", "no"],
    ] as const;
    for (const [code, reason, message] of unjudged)
      await assert.rejects(answering(code, reason, message), { name: "ApiError" }, message);
    await assert.rejects(offer({ spec: {} }), /names no namespace/);
  });
});
