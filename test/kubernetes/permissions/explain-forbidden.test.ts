import assert from "node:assert/strict";
import { collectGarbage, readLiveState } from "../../../src/kubernetes/index.ts";
import { type FakeCluster, fakeCluster } from "../fakes/fake-cluster.ts";
import { status } from "../fakes/fake-objects.ts";

const never = new AbortController().signal;

describe("a command that a cluster forbids", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
    made.fake.fault = ({ method, path }) =>
      method === "GET" && path.endsWith("/pods")
        ? status(403, "Forbidden", 'pods is forbidden: User "alice" cannot list')
        : undefined;
  });
  afterEach(() => made.close());

  it("says of reading which rights are missing, and how to grant them", async () => {
    made.fake.objects.allows = (right) => right === "list namespaces";
    await assert.rejects(readLiveState(made.where, never), (error: Error) => {
      assert.match(
        error.message,
        /^context 'fake' may not do what reading a cluster needs:\n {2}list pods, to read pods/,
      );
      assert.doesNotMatch(error.message, /list namespaces/);
      assert.match(error.message, /manifests\/rbac\/read-only\.yaml/);
      assert.match(error.message, /--clusterrole=netverdict-read-only --user=alice$/);
      return true;
    });
  });

  it("says of gc which rights are missing", async () => {
    made.fake.objects.allows = (right) => right !== "list pods";
    made.fake.objects.namespace("x", { "netverdict.dev/run": "r1" });
    await assert.rejects(
      collectGarbage(made.where),
      /may not do what gc needs:\n {2}list pods, to end the pods of runs\n/,
    );
  });

  it("repeats the server's words where no right is missing, as an admission webhook's", async () => {
    await assert.rejects(readLiveState(made.where, never), /pods is forbidden: User "alice" cannot list/);
  });

  it("repeats the server's words where it may not ask for its rights either", async () => {
    made.fake.fault = () => status(403, "Forbidden", "go away");
    await assert.rejects(readLiveState(made.where, never), /go away/);
  });

  it("leaves the user's name open where the server does not tell it", async () => {
    made.fake.objects.allows = () => false;
    made.fake.objects.user = undefined;
    await assert.rejects(readLiveState(made.where, never), /--user=NAME$/);
  });
});
