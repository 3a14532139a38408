import assert from "node:assert/strict";
import { surveyCluster } from "../../../src/kubernetes/index.ts";
import { type FakeCluster, fakeCluster } from "../fakes/fake-cluster.ts";
import { status } from "../fakes/fake-objects.ts";

describe("a survey of a cluster", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
  });
  afterEach(() => made.close());

  const survey = (signal = new AbortController().signal) =>
    surveyCluster({ ...made.where, run: "r1", namespace: "d" }, signal);

  it("reads what there is, and changes nothing", async () => {
    made.fake.objects.node("n2", { spec: { unschedulable: true } });
    const { version, nodes, plugins, kubeProxy, rights, speed } = await survey();
    assert.equal(version, "v1.0.0-fake");
    assert.deepEqual(nodes, {
      value: [
        { name: "n1", kubelet: "", kernel: "" },
        { name: "n2", kubelet: "", kernel: "", unusable: "is cordoned" },
      ],
    });
    assert.deepEqual([plugins, kubeProxy], [{ value: [] }, { value: "absent" }]);
    assert.deepEqual(rights, { value: { rights: [], grant: [] } });
    assert.ok("value" in speed && speed.value.requests === 10);
    assert.ok("value" in speed && Math.abs(speed.value.clockAheadMs ?? 1e9) < 5_000);
    const changing = made.fake.recorded.filter(
      ({ method, path }) => method !== "GET" && !path.includes("/selfsubject"),
    );
    assert.deepEqual(changing, []);
  });

  it("says of what it may not read that it is unknown, and why", async () => {
    made.fake.fault = ({ path }) =>
      path.includes("webhookconfigurations") || path.includes("daemonsets") || path === "/api/v1/pods"
        ? status(403, "Forbidden", "you may not")
        : undefined;
    const { webhooks, plugins, nodes } = await survey();
    assert.ok("unknown" in webhooks && /you may not/.test(webhooks.unknown));
    assert.ok("unknown" in plugins && /the network plugin: this user may not read it/.test(plugins.unknown));
    assert.ok("value" in nodes);
  });

  it("lists the rights that a run lacks, with the lines that grant them", async () => {
    made.fake.objects.allows = (right) => right !== "create pods";
    const { rights } = await survey();
    assert.ok("value" in rights);
    assert.deepEqual(rights.value.rights, ["create pods, to create the probe pods"]);
    assert.match(rights.value.grant.join("\n"), /kubectl apply -f -/);
  });

  it("says of what does not come in time that it is unknown", async () => {
    const ending = new AbortController();
    made.fake.fault = ({ path }) => {
      if (!path.includes("daemonsets")) return undefined;
      setImmediate(() => ending.abort(new Error("over")));
      return "hang";
    };
    const { plugins } = await survey(ending.signal);
    assert.deepEqual(plugins, { unknown: "the network plugin: it was not found out in time" });
  });

  it("fails where the cluster cannot be reached", async () => {
    made.fake.fault = () => status(401, "Unauthorized", "who are you?");
    await assert.rejects(survey(), /who are you\?/);
  });
});
