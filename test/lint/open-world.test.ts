import assert from "node:assert/strict";
import type { LintOptions } from "../../src/lint/index.ts";
import { findingsIn } from "./lint-text.ts";

const workload = (app: string, kind = "Deployment", apiVersion = "apps/v1", namespace = "shop"): string => `
apiVersion: ${apiVersion}
kind: ${kind}
metadata: { name: ${app}, namespace: ${namespace}, labels: { part: ${app}-server } }
spec:
  template:
    metadata: { labels: { app: ${app} } }
    spec: { containers: [{ name: c, image: x, ports: [{ containerPort: 80 }] }] }
`;

const object = (apiVersion: string, kind: string, namespace = "shop"): string =>
  `\napiVersion: ${apiVersion}\nkind: ${kind}\nmetadata: { name: made, namespace: ${namespace} }\nspec: {}\n`;

const policy = (podSelector: string, peer = "{ podSelector: {} }"): string => `
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: p, namespace: shop }
spec: { podSelector: ${podSelector}, policyTypes: [Ingress], ingress: [{ from: [${peer}] }] }
`;

const SELECTORS = ["selects-nothing", "peer-no-pod", "label-typo"];

const found = (documents: readonly string[], options: Partial<LintOptions> = {}) =>
  findingsIn({ "m.yaml": documents.join("---") }, { only: SELECTORS, ...options });

const brief = (...args: Parameters<typeof found>): readonly string[] =>
  found(...args).map(({ severity, rule }) => `${severity} ${rule}`);

const NOBODY = "{ matchLabels: { component: exporter } }";

describe("the open world of manifests", () => {
  it("takes a selector that no pod fits for a mistake where the namespace's pods are known", () => {
    assert.deepEqual(brief([workload("web"), policy(NOBODY)]), ["warning selects-nothing"]);
    assert.deepEqual(brief([workload("web"), policy("{}", `{ podSelector: ${NOBODY} }`)]), [
      "warning peer-no-pod",
    ]);
  });

  it("says nothing where an object of an unknown kind may make the pods", () => {
    const operator = object("monitoring.coreos.com/v1", "Prometheus");
    assert.deepEqual(brief([workload("web"), operator, policy(NOBODY)]), []);
    assert.deepEqual(brief([workload("web"), operator, policy("{}", `{ podSelector: ${NOBODY} }`)]), []);
  });

  it("says nothing where a resource is defined whose objects may make the pods", () => {
    const defined = (name: string): string =>
      `\napiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: { name: ${name} }\n`;
    assert.deepEqual(brief([workload("web"), defined("volumes.storage.example"), policy(NOBODY)]), []);
    assert.deepEqual(brief([workload("web"), defined("gateways.networking.istio.io"), policy(NOBODY)]), [
      "warning selects-nothing",
    ]);
  });

  it("knows kinds that make no pods, and objects of other namespaces", () => {
    for (const other of [
      object("monitoring.coreos.com/v1", "ServiceMonitor"),
      object("v1", "ConfigMap"),
      object("monitoring.coreos.com/v1", "Prometheus", "elsewhere"),
    ])
      assert.deepEqual(brief([workload("web"), other, policy(NOBODY)]), ["warning selects-nothing"]);
  });

  for (const [kind, apiVersion] of [
    ["Rollout", "argoproj.io/v1alpha1"],
    ["DeploymentConfig", "apps.openshift.io/v1"],
    ["Service", "serving.knative.dev/v1"],
    ["CloneSet", "apps.kruise.io/v1alpha1"],
  ] as const)
    it(`reads the pod template of a ${kind} (${apiVersion})`, () => {
      const documents = [
        workload("made", kind, apiVersion),
        workload("web"),
        policy("{ matchLabels: { app: made } }"),
      ];
      assert.deepEqual(brief(documents, { wholeWorld: true }), []);
    });

  it("reads a template of jobs of a kind that it does not know", () => {
    const jobs = workload("nightly", "AdvancedCronJob", "apps.kruise.io/v1alpha1")
      .replace("  template:", "  jobTemplate: { spec: { template:")
      .replace("    metadata:", "    { metadata:")
      .replace("labels: { app: nightly } }\n", "labels: { app: nightly } },\n")
      .replace("containerPort: 80 }] }] }", "containerPort: 80 }] }] } } } }");
    assert.deepEqual(
      brief([jobs, workload("web"), policy("{ matchLabels: { app: nightly } }")], { wholeWorld: true }),
      [],
    );
  });

  it("says nothing of peers in namespaces of which nothing is known", () => {
    const peer = `{ namespaceSelector: { matchLabels: { kubernetes.io/metadata.name: monitoring } }, podSelector: ${NOBODY} }`;
    assert.deepEqual(brief([workload("web"), policy("{}", peer)]), []);
    const unnamed = [workload("web"), policy("{}", peer)].map((text) =>
      text.replace(/, namespace: shop/, ""),
    );
    assert.deepEqual(brief(unnamed), []);
    const monitoring = workload("grafana", "Deployment", "apps/v1", "monitoring");
    assert.deepEqual(brief([monitoring, policy("{}", peer)]), ["warning peer-no-pod"]);
  });

  it("says nothing of pods of any namespace, such as an ingress controller's", () => {
    const peer = `{ namespaceSelector: {}, podSelector: ${NOBODY} }`;
    assert.deepEqual(brief([workload("web"), policy("{}", peer)]), []);
  });

  it("makes a note of what looks like a mistake where other pods may be", () => {
    const operator = object("acme.example/v1", "Shop");
    assert.deepEqual(brief([workload("frontend"), operator, policy("{ matchLabels: { app: frontent } }")]), [
      "info label-typo",
    ]);
    const elsewhere = workload("web", "Deployment", "apps/v1", "other");
    assert.deepEqual(brief([elsewhere, policy("{ matchLabels: { app: web } }")]), ["info selects-nothing"]);
  });

  it("proposes to delete something only if the world is whole", () => {
    const documents = [workload("web"), policy(NOBODY, `{ podSelector: ${NOBODY} }`)];
    const hints = (options = {}) => found(documents, options).map(({ hint }) => hint);
    assert.deepEqual(hints(), ["correct the selector", "correct the selector"]);
    assert.deepEqual(hints({ wholeWorld: true }), [
      "correct the selector, or delete the policy",
      "correct the selector, or remove the peer",
    ]);
  });

  it("names the workload that has the labels itself, while its pods have not", () => {
    const operator = object("acme.example/v1", "Shop");
    const [one] = found([workload("web"), operator, policy("{ matchLabels: { part: web-server } }")]);
    assert.equal(one?.severity, "warning");
    assert.match(
      one?.hint ?? "",
      /^Deployment shop\/web \(m\.yaml:4\) has it, but a workload's own labels are not its pods'/,
    );
  });

  it("makes no more than a note of a namespace without a default deny", () => {
    const only = ["no-default-deny-ingress"];
    const documents = [workload("web"), policy("{ matchLabels: { app: web } }")];
    assert.deepEqual(brief(documents, { only }), ["info no-default-deny-ingress"]);
    assert.deepEqual(brief(documents, { only, wholeWorld: true }), ["info no-default-deny-ingress"]);
  });

  it("takes the items of typed lists for objects of their own", () => {
    const list = `\napiVersion: apps/v1\nkind: DeploymentList\nitems:\n  - ${workload("web").trim().replaceAll("\n", "\n    ")}\n`;
    assert.deepEqual(brief([list, policy("{ matchLabels: { app: web } }")], { wholeWorld: true }), []);
  });
});
