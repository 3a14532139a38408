import assert from "node:assert/strict";
import { scoutNodes } from "../../../src/kubernetes/hosts/scout-nodes.ts";
import { type FakeApiServer, fakeApiServer } from "../fakes/fake-api-server.ts";
import { runningStatus } from "../fakes/fake-objects.ts";

const SCOUTING = {
  run: "r1",
  image: "node:24",
  pullSecrets: [],
  namespace: "c",
  nodeSelector: { pool: "test" },
  timeoutMs: 300,
  removalMs: 5_000,
};
const unscheduled = {
  phase: "Pending",
  conditions: [
    { type: "PodScheduled", status: "False", reason: "Unschedulable", message: "0/3 nodes are available" },
  ],
};

describe("scouts for nodes", () => {
  let fake: FakeApiServer;
  beforeEach(async () => {
    fake = await fakeApiServer();
  });
  afterEach(() => fake.close());

  const find = (signal = new AbortController().signal) => scoutNodes(fake.api, SCOUTING, signal);
  const nothingIsLeft = () => assert.deepEqual(fake.objects.names("pods"), []);

  it("are two pods that do not bear each other, and are gone when their nodes are known", async () => {
    const nodes = await find();
    assert.deepEqual(nodes, [
      { metadata: { name: "n1" }, status: { addresses: [{ type: "InternalIP", address: "192.168.0.1" }] } },
    ]);
    const [created] = fake.recorded.filter(({ method }) => method === "POST");
    const { metadata, spec } = JSON.parse(created?.text ?? "{}");
    assert.equal(metadata.labels["netverdict.dev/run"], "r1");
    assert.deepEqual(spec.nodeSelector, { pool: "test" });
    const [term] = spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution;
    assert.deepEqual(term, {
      labelSelector: { matchLabels: { "netverdict.dev/run": "r1" } },
      topologyKey: "kubernetes.io/hostname",
    });
    nothingIsLeft();
  });

  it("find one node where there is no second", async () => {
    fake.objects.podStatus = (name, ip) => (name.endsWith("-2") ? unscheduled : runningStatus(name, ip));
    assert.equal((await find()).length, 1);
    nothingIsLeft();
  });

  it("say why no node takes pods, or that nobody chose one", async () => {
    fake.objects.podStatus = () => ({ phase: "Pending" });
    await assert.rejects(find(), /the scheduler chose no node within 0\.3 s/);
    nothingIsLeft();
  });

  it("are removed when they are interrupted", async () => {
    fake.objects.podStatus = () => ({ phase: "Pending" });
    await assert.rejects(find(AbortSignal.abort(new Error("interrupted"))), /interrupted/);
    nothingIsLeft();
  });
});
