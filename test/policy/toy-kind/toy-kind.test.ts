import assert from "node:assert/strict";
import { memoryCluster } from "../../../src/cluster/memory.ts";
import type { Cluster } from "../../../src/cluster/port.ts";
import { renamedCluster } from "../../../src/cluster/renamed.ts";
import type { Observation, Report, Scenario } from "../../../src/model/index.ts";
import { flowName } from "../../../src/model/index.ts";
import { planScenario } from "../../../src/plan/index.ts";
import { explainFlow, POLICY_KINDS } from "../../../src/policy/index.ts";
import { assumedState, predictPlan } from "../../../src/predict.ts";
import { renderExplanations, renderPrediction, renderTerminal } from "../../../src/report/index.ts";
import { run } from "../../../src/run.ts";
import { parseScenario } from "../../../src/scenario/index.ts";
import { manualClock } from "../../../src/system/clock.ts";
import { flow } from "../../model/build.ts";
import { denyFrom } from "./deny-from.ts";

const policyKinds = [...POLICY_KINDS, denyFrom];

const TEXT = `
name: quarantine
namespaces: { x: {}, y: {} }
pods:
  x/web: { ports: [80] }
  y/good: {}
  y/bad: { labels: { state: infected } }
steps:
  - name: closed but for y
    apply:
      - metadata: { name: from-y, namespace: x }
        spec: { podSelector: {}, ingress: [{ from: [{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: y } } }] }] }
    expect: { default: allow }
  - name: nothing from the infected
    apply:
      - apiVersion: example.com/v1
        kind: DenyFrom
        metadata: { name: quarantine }
        spec: { namespace: y, pods: { matchLabels: { state: infected } } }
    expect: { rules: [deny y/bad -> x/web] }
  - name: healed
    delete: [DenyFrom quarantine]
    expect: { default: allow }
`;

function parsed(text = TEXT): Scenario {
  const result = parseScenario(text, { file: "q.yaml", readFile: () => "", policyKinds });
  assert.ok("scenarios" in result, JSON.stringify(result));
  const [scenario] = result.scenarios;
  assert.ok(scenario !== undefined);
  return scenario;
}

function runOn(cluster: Cluster, kinds = policyKinds): Promise<Report> {
  return run(parsed(), cluster, {
    file: "q.yaml",
    signal: new AbortController().signal,
    clock: manualClock(),
    now: () => new Date(0),
    onProgress: () => undefined,
    policyKinds: kinds,
  });
}

const ANSWER: Observation = { outcome: "reachable", latencyMs: 1 };
const plain = { color: false, width: 100 };

describe("a kind of policies that a test adds, in a tier above NetworkPolicy", () => {
  it("is read from a scenario, predicted and denied by a cluster that enforces it", async () => {
    const report = await runOn(memoryCluster({ policyKinds }));
    assert.equal(report.verdict, "pass");
    const cells = report.steps.map(({ cells: all }) =>
      all.map(({ flow: each, observed }) => `${flowName(each)} ${observed.outcome}`),
    );
    assert.deepEqual(cells, [
      ["y/good -> x/web:80 reachable", "y/bad -> x/web:80 reachable"],
      ["y/good -> x/web:80 reachable", "y/bad -> x/web:80 timeout"],
      ["y/good -> x/web:80 reachable", "y/bad -> x/web:80 reachable"],
    ]);
  });

  it("is named by the decision as what denied, with the tiers that were asked", async () => {
    const [, step] = await predictPlan(planScenario(parsed()), policyKinds);
    const [good, bad] = step?.cells.map(({ decision }) => decision.egress) ?? [];
    const deniedBy = { policy: "DenyFrom quarantine" };
    assert.deepEqual(bad?.deniedBy, deniedBy);
    assert.deepEqual(bad?.tiers, [
      { tier: "DenyFrom", action: "deny", selecting: ["DenyFrom quarantine"], by: deniedBy },
    ]);
    assert.deepEqual(
      good?.tiers.map(({ tier, action }) => `${tier} ${action}`),
      ["DenyFrom pass", "NetworkPolicy pass"],
    );
  });

  it("stands in the terminal's report of a cluster that does not enforce it", async () => {
    const report = await runOn(
      memoryCluster({ policyKinds, distort: ({ target }, seen) => (target === "x/web" ? ANSWER : seen) }),
    );
    assert.equal(report.verdict, "fail");
    const text = renderTerminal(report, plain);
    assert.match(text, /y\/bad -> x\/web:80/);
    assert.match(text, /the cluster does not do what the policies say/);
    assert.match(text, /egress: DenyFrom quarantine denies it; ingress: x\/from-y selects the target/);
  });

  it("stands in the table of predictions", async () => {
    const text = renderPrediction("q.yaml", await predictPlan(planScenario(parsed()), policyKinds), plain);
    assert.match(text, /y\/bad\s+X\n/);
    assert.match(text, /6 cells: the policies mean what it declares/);
  });

  it("explains itself in its own words", async () => {
    const { state, addresses } = await assumedState(planScenario(parsed()), 2, policyKinds);
    const explanation = explainFlow(state, addresses, flow("y/bad", "x/web"), policyKinds);
    const text = renderExplanations([explanation], { color: false, where: "here", assumedAddresses: true });
    assert.deepEqual(text.trimEnd().split("\n").slice(1, 6), [
      "y/bad -> x/web:80 is denied",
      "",
      "egress of y/bad: denied",
      "  DenyFrom quarantine denies it",
      "  everything from y/bad is denied, before any NetworkPolicy is asked",
    ]);
  });

  it("follows namespaces to other names", async () => {
    const report = await runOn(renamedCluster(memoryCluster({ policyKinds }), "-2", policyKinds));
    assert.equal(report.verdict, "pass", renderTerminal(report, plain));
  });

  it("cannot be applied where nobody registered it", () => {
    const result = parseScenario(TEXT, { file: "q.yaml", readFile: () => "" });
    assert.ok("problems" in result);
    assert.match(result.problems[0]?.message ?? "", /only NetworkPolicy of networking\.k8s\.io\/v1 can be/);
  });
});

describe("a policy of a kind that the evaluator cannot read", () => {
  it("leaves every cell unpredicted, with the policy as the reason", async () => {
    const [before, unread, after] = await predictPlan(planScenario(parsed()));
    const undetermined = {
      policy: "DenyFrom quarantine",
      reason: "what a DenyFrom of example.com/v1 means is not known",
    };
    assert.deepEqual(
      unread?.cells.map(({ decision }) => decision.undetermined),
      [undetermined, undetermined],
    );
    for (const step of [before, after])
      for (const { decision } of step?.cells ?? []) assert.equal(decision.undetermined, undefined);
    const text = renderPrediction(
      "q.yaml",
      [unread].flatMap((step) => step ?? []),
      plain,
    );
    assert.match(text, /y\/bad\s+\?\n/);
    assert.match(text, /\? not predicted/);
    assert.match(text, /2 cells: 2 not predicted/);
  });

  it("is not blamed on anyone where it is measured all the same", async () => {
    const report = await runOn(memoryCluster({ policyKinds }), POLICY_KINDS.slice(0, 1));
    assert.equal(report.verdict, "pass");
    assert.doesNotMatch(renderTerminal(report, plain), /the cluster does/);
    assert.match(JSON.stringify(report.steps[1]?.cells[1]?.predicted), /"undetermined"/);
  });

  it("cannot be measured on a cluster in memory that cannot read it either", async () => {
    const report = await runOn(memoryCluster(), POLICY_KINDS.slice(0, 1));
    assert.equal(report.verdict, "unknown");
    assert.match(renderTerminal(report, plain), /what a DenyFrom of example\.com\/v1 means is not known/);
  });

  it("is said to be the reason in an explanation", async () => {
    const { state, addresses } = await assumedState(planScenario(parsed()), 2, policyKinds);
    const explanation = explainFlow(state, addresses, flow("y/bad", "x/web"));
    const text = renderExplanations([explanation], { color: false, where: "here", assumedAddresses: true });
    assert.match(
      text,
      /is not predicted: DenyFrom quarantine: what a DenyFrom of example\.com\/v1 means is not known/,
    );
  });
});
