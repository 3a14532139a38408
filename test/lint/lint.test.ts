import assert from "node:assert/strict";
import { lint } from "../../src/lint/index.ts";
import { findingsIn, rulesIn } from "./lint-text.ts";

const SCENARIO = `
name: s
namespaces: { x: {} }
pods:
  x/a: { labels: { app: web }, ports: [80] }
  x/b: { labels: { app: client } }
steps:
  - name: one
    apply: [policies/p.yaml]
    expect: {}
  - name: two
    label: { x/b: { app: monitor } }
    expect: {}
`;

const policy = (app: string): string => `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p }
spec:
  podSelector: {}
  ingress: [{ from: [{ podSelector: { matchLabels: { app: ${app} } } }] }]
`;

const found = (files: Readonly<Record<string, string>>, options = {}): readonly string[] =>
  findingsIn(files, options).map(({ file, line, rule, severity }) => `${file}:${line} ${severity} ${rule}`);

describe("lint", () => {
  it("looks at a policy file that a scenario reads in the scenario's world, in all of its steps", () => {
    assert.deepEqual(found({ "s.yaml": SCENARIO, "policies/p.yaml": policy("monitor") }), []);
    assert.deepEqual(found({ "s.yaml": SCENARIO, "policies/p.yaml": policy("clinet") }), [
      "policies/p.yaml:6 warning label-typo",
    ]);
  });

  it("points into the scenario at a policy that is written in place", () => {
    const inPlace = SCENARIO.replace(
      "[policies/p.yaml]",
      "\n      - metadata: { name: p }\n        spec: { podSelector: { matchLabels: { app: wbe } } }",
    );
    assert.deepEqual(found({ "s.yaml": inPlace }), ["s.yaml:11 warning label-typo"]);
  });

  it("takes the oddities of scenarios for tests unless all is asked for", () => {
    const files = { "s.yaml": SCENARIO, "policies/p.yaml": policy("nobody") };
    assert.deepEqual(found(files), ["policies/p.yaml:6 info peer-no-pod"]);
    assert.ok(found(files, { all: true }).includes("policies/p.yaml:6 warning peer-no-pod"));
    assert.ok(found(files, { all: true }).some((text) => text.endsWith("no-default-deny-egress")));
  });

  it("finds problem with a policy of several scenarios only where it is in all of them", () => {
    const other = SCENARIO.replace("name: s", "name: other").replace("app: client", "app: batch");
    const files = { "policies/p.yaml": policy("batch"), "s.yaml": SCENARIO };
    assert.deepEqual(found(files), ["policies/p.yaml:6 info peer-no-pod"]);
    assert.deepEqual(found({ ...files, "t.yaml": other }), []);
  });

  it("points at the template of a policy whose placeholders are filled in", () => {
    const several =
      `${SCENARIO.replace("name: s", "name: s ${app}\nparameters: { app: [one, two] }")}`.replace(
        "[policies/p.yaml]",
        '\n      - metadata: { name: p }\n        spec: { podSelector: { matchLabels: { app: "${app}", tier: none } } }',
      );
    assert.deepEqual(found({ "s.yaml": several }), ["s.yaml:12 info selects-nothing"]);
  });

  it("reports what is wrong with a scenario, and what a file lacks that it names", () => {
    assert.deepEqual(found({ "s.yaml": SCENARIO }), ["s.yaml:9 error invalid"]);
  });

  it("reads lists, JSON and several documents, and leaves alone what it does not know", () => {
    const list = JSON.stringify(
      {
        apiVersion: "v1",
        kind: "List",
        items: [
          { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c" } },
          { apiVersion: "projectcalico.org/v3", kind: "NetworkPolicy", metadata: { name: "c" } },
          {
            apiVersion: "networking.k8s.io/v1",
            kind: "NetworkPolicy",
            metadata: { name: "p", namespace: "x" },
            spec: { policyTypes: ["Ingress"] },
          },
        ],
      },
      undefined,
      "\t",
    );
    assert.deepEqual(rulesIn(findingsIn({ "l.json": list }), "l.json"), [
      "no-default-deny-egress",
      "no-pod-selector",
    ]);
  });

  it("says once that a template is no manifest", () => {
    const found = findingsIn({ "t.yaml": `{{ if .Values.on }}\n${policy("web")}{{ end }}\n` });
    assert.deepEqual(
      found.map(({ message }) => message),
      ["this is a template and no manifest"],
    );
  });

  it("refuses versions of NetworkPolicy that no API server has any more", () => {
    const old = policy("web").replace("networking.k8s.io/v1", "extensions/v1beta1");
    assert.deepEqual(rulesIn(findingsIn({ "p.yaml": old }), "p.yaml"), ["invalid"]);
  });

  it("reads the pods of every kind of workload", () => {
    const kinds = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "Job"].map((kind) => ({
      kind,
      spec: { template: { metadata: { labels: { app: kind } } } },
    }));
    const template = { metadata: { labels: { app: "CronJob" } } };
    const all = [...kinds, { kind: "CronJob", spec: { jobTemplate: { spec: { template } } } }];
    for (const { kind, spec } of all) {
      const text = JSON.stringify({ kind, metadata: { name: "w", namespace: "x" }, spec });
      const rules = (app: string): readonly string[] =>
        rulesIn(findingsIn({ "w.json": text, "p.yaml": policy(app) }, { namespace: "x" }), "p.yaml");
      assert.ok(!rules(kind).includes("peer-no-pod"), kind);
      assert.ok(rules("other").includes("peer-no-pod"), kind);
    }
  });

  it("tells an input without anything to look at from one in which nothing is wrong", () => {
    const look = (text: string): boolean => lint([{ file: "f.yaml", text }], { readFile: () => "" }).isEmpty;
    assert.equal(look("replicas: 3\n"), true);
    assert.equal(look(policy("web")), false);
    assert.equal(look("a: ["), false);
  });

  it("speaks by the rules that are asked for", () => {
    const files = { "p.yaml": policy("web") };
    assert.deepEqual(rulesIn(findingsIn(files, { only: ["no-namespace"] }), "p.yaml"), ["no-namespace"]);
    assert.ok(!rulesIn(findingsIn(files, { ignore: ["no-namespace"] }), "p.yaml").includes("no-namespace"));
  });

  it("looks at a policy as kubectl get prints it, with a status", () => {
    const text = policy("web").replace("{ name: p }", "{ name: p, creationTimestamp: null }");
    assert.deepEqual(
      lint([{ file: "p.yaml", text: `${text}status: {}\n` }], { readFile: () => "" }).policies,
      1,
    );
  });

  it("shows no text of files that are neither manifests nor scenarios", () => {
    for (const text of ["a: b\nsecret: x: 0\n", "{{ secret }}: [", "[secret"]) {
      const findings = findingsIn({ "other.yaml": text });
      assert.equal(findings.length, 1);
      assert.ok(!JSON.stringify(findings).includes("secret"), JSON.stringify(findings));
    }
  });
});
