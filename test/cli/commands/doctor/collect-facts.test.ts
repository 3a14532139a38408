import assert from "node:assert/strict";
import { collectFacts } from "../../../../src/cli/commands/doctor/collect-facts.ts";
import { type DoctorFacts, diagnose, exitCodeFor } from "../../../../src/doctor/index.ts";
import { surveyCluster } from "../../../../src/kubernetes/index.ts";
import type { KubernetesOptions } from "../../../../src/kubernetes/options.ts";
import { type FakeCluster, fakeCluster } from "../../../kubernetes/fakes/fake-cluster.ts";

describe("what doctor finds out of a cluster", () => {
  let made: FakeCluster;
  beforeEach(async () => {
    made = await fakeCluster();
    made.fake.objects.node("n2");
  });
  afterEach(() => made.close());

  const facts = (
    {
      timeoutMs = 6_000,
      mostNodes = 20,
      ...options
    }: Partial<KubernetesOptions> & { timeoutMs?: number; mostNodes?: number } = {},
    signal = new AbortController().signal,
    onKnown?: (found: DoctorFacts) => void,
  ) =>
    collectFacts(
      {
        cluster: made.cluster({ readyTimeoutMs: timeoutMs, ...options }),
        survey: (limit) =>
          surveyCluster({ ...made.where, run: "r1", namespace: "netverdict-doctor-r1" }, limit),
        namespace: "netverdict-doctor-r1",
        image: "node:24",
        deviations: [],
        timeoutMs,
        mostNodes,
      },
      signal,
      onKnown,
    );
  const namespaces = () => made.fake.objects.names("namespaces");
  const untouched = () => assert.deepEqual(namespaces(), ["default"]);

  it("is what every pod sees and every flow does, and nothing is left of it", async () => {
    const found = await facts();
    assert.ok("value" in found.examinations);
    assert.deepEqual(
      found.examinations.value.map(({ node, containers, inside }) => [node, containers, inside.kernel]),
      [
        ["n1", ["agent"], "6.1-fake"],
        ["n2", ["agent"], "6.1-fake"],
      ],
    );
    assert.ok("value" in found.enforcement);
    assert.deepEqual(found.enforcement.value.nodes, ["n1", "n2"]);
    const findings = diagnose(found);
    const broken = findings.filter(({ status }) => status === "broken").map(({ subject }) => subject);
    assert.deepEqual(broken, ["ingress over IPv4", "egress over IPv4"], "whose agents answer everything");
    assert.equal(exitCodeFor(findings), 1);
    untouched();
  });

  it("is told before what was made is removed, and once", async () => {
    const told: (readonly string[])[] = [];
    const found = await facts({ mostNodes: 1 }, undefined, (early) => {
      assert.ok("value" in early.enforcement && "value" in early.survey.nodes);
      told.push(namespaces().toSorted());
    });
    assert.ok("value" in found.enforcement);
    assert.deepEqual(told, [["default", "netverdict-doctor-r1", "netverdict-r1"]]);
    untouched();
  });

  it("is of no more nodes than were wanted", async () => {
    const found = await facts({ mostNodes: 1 });
    assert.ok("value" in found.examinations);
    assert.deepEqual(
      found.examinations.value.map(({ node }) => node),
      ["n1"],
    );
  });

  it("is not enforcement where pods do not come in time, but all that can be read", async () => {
    made.fake.objects.podStatus = () => ({ phase: "Pending" });
    // Enough for a busy machine to read what there is.
    const found = await facts({ timeoutMs: 5_000 });
    assert.ok("unknown" in found.enforcement && "unknown" in found.examinations);
    assert.match(found.enforcement.unknown, /not done within 5 s|not running after 5 s/);
    assert.ok("value" in found.survey.rights);
    assert.equal(exitCodeFor(diagnose(found)), 3);
    untouched();
  });

  it("is that the image is broken where it cannot be pulled", async () => {
    made.fake.objects.podStatus = () => ({
      phase: "Pending",
      containerStatuses: [
        { name: "agent", state: { waiting: { reason: "InvalidImageName", message: "no such" } } },
      ],
    });
    const findings = diagnose(await facts());
    assert.equal(findings.find(({ check }) => check === "image")?.status, "broken");
    assert.equal(exitCodeFor(findings), 3);
    untouched();
  });

  it("is which rights are missing, and nothing is made then", async () => {
    made.fake.objects.allows = (right) => right !== "create pods";
    const findings = diagnose(await facts());
    assert.equal(findings.find(({ check }) => check === "rights")?.status, "broken");
    assert.match(
      findings.find(({ check }) => check === "enforcement")?.why ?? "",
      /may not do what a run needs/,
    );
    assert.equal(exitCodeFor(findings), 3);
    untouched();
  });

  it("is nothing when it is interrupted, and nothing is left", async () => {
    const interrupting = new AbortController();
    made.fake.exec = () => interrupting.abort(new Error("interrupted"));
    await assert.rejects(facts({}, interrupting.signal), /^Error: interrupted$/);
    untouched();
  });
});
