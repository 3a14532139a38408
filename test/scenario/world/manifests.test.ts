import assert from "node:assert/strict";
import { memoryCluster } from "../../../src/cluster/memory.ts";
import { flowName, type Scenario } from "../../../src/model/index.ts";
import { planScenario } from "../../../src/plan/index.ts";
import { predictPlan } from "../../../src/predict.ts";
import { run } from "../../../src/run.ts";
import { parseScenario } from "../../../src/scenario/index.ts";
import { manualClock } from "../../../src/system/clock.ts";
import type { Files } from "../parsing.ts";

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: a, ports: [{ name: http, containerPort: 8080 }] }] }
---
apiVersion: v1
kind: Service
metadata: { name: web }
spec: { selector: { app: web }, ports: [{ port: 80, targetPort: http }] }
`;

const DENY = `apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: deny, namespace: shop }
spec: { podSelector: {} }
`;

const NAMESPACE = "{ apiVersion: v1, kind: Namespace, metadata: { name: shop, labels: { team: a } } }";

const FILES: Files = { "k8s/deny.yaml": DENY, "k8s/deep/web.yaml": WEB, "ns.yaml": NAMESPACE };

/** As a folder is read: every file below it, by name. */
function parse(text: string, files: Files = FILES) {
  const readFile = (path: string): string => {
    const found = files[path];
    if (found === undefined) throw new Error("there is no such file");
    return found;
  };
  const findFiles = (path: string) => {
    const inside = Object.keys(files).filter((file) => file.startsWith(`${path}/`));
    return { files: inside.length > 0 ? inside.sort() : [path], leftOut: [] };
  };
  return parseScenario(text, { file: "scenario.yaml", readFile, findFiles });
}

function scenarioOf(text: string, files: Files = FILES): Scenario {
  const result = parse(text, files);
  if ("scenarios" in result && result.scenarios[0] !== undefined) return result.scenarios[0];
  throw new Error(JSON.stringify(result));
}

function said(text: string, files: Files = FILES): readonly string[] {
  const result = parse(text, files);
  assert.ok("problems" in result, "the scenario has no problem");
  return result.problems.map(({ file, line, message }) => `${file}:${line} ${message}`);
}

const SHOP = `name: test
manifests: [ns.yaml, { file: k8s/, namespace: shop }]
namespaces: { out: {} }
pods: { out/intruder: {} }
`;

describe("manifests of a scenario", () => {
  it("are its world: namespaces, a pod a workload, Services, and what the scenario adds", () => {
    const { namespaces, pods, services, notes } = scenarioOf(`${SHOP}expect: { default: deny }`);
    assert.deepEqual(
      namespaces.map(({ name, labels }) => [name, labels.team]),
      [
        ["shop", "a"],
        ["out", undefined],
      ],
    );
    assert.deepEqual(
      pods.map(({ ref, labels }) => [ref, labels]),
      [
        ["shop/web", { app: "web" }],
        ["out/intruder", {}],
      ],
    );
    assert.deepEqual(
      services.map(({ ref, ports }) => [ref, ports]),
      [["shop/web", [{ port: 80, protocol: "TCP", targetPort: "http" }]]],
    );
    assert.equal(notes, undefined);
  });

  it("have one pod a workload, or as many as it has replicas where a scenario asks for some", () => {
    const three = WEB.replace("spec:", "spec:\n  replicas: 3");
    const refsWith = (item: string): readonly string[] => {
      const text = `name: test\nmanifests: [{ file: k8s, namespace: shop${item} }]\nloopback: true\nexpect: {}`;
      return scenarioOf(text, { "k8s/web.yaml": three }).pods.map(({ ref }) => ref);
    };
    assert.deepEqual(refsWith(""), ["shop/web"]);
    assert.deepEqual(refsWith(", replicas: 2"), ["shop/web", "shop/web-2"]);
    assert.deepEqual(refsWith(", replicas: 9"), ["shop/web", "shop/web-2", "shop/web-3"]);
    const zero = SHOP.replace("namespace: shop }", "namespace: shop, replicas: 0 }");
    assert.match(
      said(`${zero}expect: {}`).join("\n"),
      /scenario.yaml:2 "replicas" is a whole number from 1 to 10/,
    );
  });

  it("may be all that there is", () => {
    const alone = "name: test\nmanifests: [{ file: k8s, namespace: shop }]\nloopback: true\nexpect: {}";
    const { pods, notes } = scenarioOf(alone);
    assert.deepEqual(
      pods.map(({ ref }) => ref),
      ["shop/web"],
    );
    assert.deepEqual(notes, ["no Namespace is declared for shop: made without labels but its name"]);
  });

  it("have their policies in force in the first step, before its own actions, and not in the control step", () => {
    const steps = `steps:
  - { name: as deployed, expect: { default: deny } }
  - { name: open, delete: [shop/deny], expect: {} }`;
    const plan = planScenario(scenarioOf(SHOP + steps));
    assert.deepEqual(
      plan.steps.map(({ task }) => [task.name, task.changes.map(({ action }) => action)]),
      [
        ["control", []],
        ["as deployed", ["apply"]],
        ["open", ["delete"]],
      ],
    );
    const inFirst = `steps: [{ name: s, patch: { shop/deny: { spec: { podSelector: { matchLabels: { app: x } } } } }, expect: {} }]`;
    assert.deepEqual(
      scenarioOf(SHOP + inFirst).steps[0]?.changes.map(({ action }) => action),
      ["apply", "apply"],
    );
  });

  it("mean for predictions and runs what they mean where they are deployed", async () => {
    const scenario = scenarioOf(`${SHOP}expect: { default: deny }`);
    const [step] = await predictPlan(planScenario(scenario));
    assert.deepEqual(
      step?.cells.map(({ flow, decision }) => [flowName(flow), decision.allowed]),
      [
        ["out/intruder -> shop/web:8080", false],
        ["out/intruder -> shop/web:80 via cluster-ip", false],
      ],
    );
    const report = await run(scenario, memoryCluster(), {
      file: "f.yaml",
      signal: new AbortController().signal,
      clock: manualClock(),
      now: () => new Date(0),
      onProgress: () => undefined,
    });
    assert.deepEqual([report.verdict, report.totals.pass], ["pass", 2]);
  });

  it("are put where the scenario says, else into its only namespace, else into default, which is noted", () => {
    const rest = "pods: { a/b: {} }\nexpect: {}";
    const one = scenarioOf(
      `name: t\nmanifests: [k8s/deep]\nnamespaces: { a: { labels: { x: y } } }\n${rest}`,
    );
    assert.deepEqual(one.notes?.[0], "what names no namespace in k8s/deep is in a");
    assert.deepEqual([one.namespaces.length, one.namespaces[0]?.labels.x], [1, "y"]);
    const two = scenarioOf(`name: t\nmanifests: [k8s/deep]\nnamespaces: { a: {}, b: {} }\n${rest}`);
    assert.ok(two.pods.some(({ ref }) => ref === "default/web"));
    assert.deepEqual(two.notes?.[0], "what names no namespace in k8s/deep is in default");
  });

  it("note what they cannot show, once each", () => {
    const files = {
      "a.yaml": `${WEB.replace("spec: { containers", "spec: { hostNetwork: true, containers")}---\n{ apiVersion: kafka.strimzi.io/v1, kind: Kafka, metadata: { name: k } }`,
    };
    const rest = "namespaces: { a: {} }\npods: { a/b: { ports: [1] }, a/c: {} }\nexpect: {}";
    const { notes } = scenarioOf(`name: t\nmanifests: [{ file: a.yaml, namespace: a }]\n${rest}`, files);
    assert.deepEqual(notes, [
      "Deployment a/web is left out: it uses the network of its node, where NetworkPolicies do not apply",
      "Service a/web selects no pod that is here",
      "Kafka (kafka.strimzi.io) is left out, the pods that it may make are not known: a/k",
    ]);
  });

  it("note headless Services to which no flow leads", () => {
    const files = { "a.yaml": WEB.replace("spec: { selector", "spec: { clusterIP: None, selector") };
    const text =
      "name: t\nmanifests: [{ file: a.yaml, namespace: a }]\nnamespaces: { a: {} }\npods: { a/b: {} }\nexpect: {}";
    assert.deepEqual(scenarioOf(text, files).notes?.slice(-1), [
      "no flow to headless Services (a/web): via: [pod-ip, service] would add them",
    ]);
    assert.deepEqual(scenarioOf(`${text}\nvia: service`, files).notes?.length, 1);
  });
});

describe("manifests with problems", () => {
  const rest = "expect: {}";

  it("are reported where the scenario names them, or where they stand", () => {
    assert.deepEqual(said(`name: t\nmanifests: [gone.yaml]\n${rest}`).slice(0, 1), [
      "scenario.yaml:2 cannot read gone.yaml: there is no such file",
    ]);
    assert.deepEqual(said(`name: t\nmanifests: []\n${rest}`).slice(0, 1), [
      'scenario.yaml:2 "manifests" must not be empty',
    ]);
    assert.deepEqual(said(`name: t\nmanifests: [{ file: k8s, ns: x }]\n${rest}`).slice(0, 1), [
      'scenario.yaml:2 unknown key "ns" in item 1 of "manifests"',
    ]);
    const wrong = { "a.yaml": DENY.replace("podSelector", "podSelecter") };
    assert.match(
      said(`name: t\nmanifests: [a.yaml]\n${rest}`, wrong)[0] ?? "",
      /^a\.yaml:4 unknown key "podSelecter"/,
    );
  });

  it("are templates, which have to be rendered, or files of which nothing is shown", () => {
    const files = { "a.yaml": "kind: Deployment\nspec: {{ .Values.spec }}\n", "b.yaml": "password: [secret" };
    assert.deepEqual(said(`name: t\nmanifests: [a.yaml, b.yaml]\n${rest}`, files).slice(0, 2), [
      "a.yaml:2 this is a template and no manifest",
      "b.yaml:1 not valid YAML",
    ]);
    const result = parse(`name: t\nmanifests: [b.yaml]\n${rest}`, files);
    assert.doesNotMatch(JSON.stringify(result), /secret/);
  });

  it("are folders for kustomize, which have to be built", () => {
    const files = { "k8s/kustomization.yaml": "namePrefix: x-\nresources: [web.yaml]", "k8s/web.yaml": WEB };
    assert.deepEqual(said(`name: t\nmanifests: [k8s]\n${rest}`, files).slice(0, 1), [
      "scenario.yaml:2 cannot read k8s: k8s is a kustomize folder: build it, as in kustomize build k8s > FILE, and name that file",
    ]);
  });

  it("hold nothing that is of use", () => {
    const files = { "a.yaml": "{ apiVersion: v1, kind: ConfigMap, metadata: { name: c } }" };
    assert.deepEqual(said(`name: t\nmanifests: [a.yaml]\n${rest}`, files).slice(0, 1), [
      "scenario.yaml:2 a.yaml holds no workload and no policy",
    ]);
  });

  it("have what the scenario declares too: a pod, a Service, a namespace's labels", () => {
    const declared = `name: t
manifests: [ns.yaml, { file: k8s, namespace: shop }]
namespaces: { shop: { labels: { team: b } } }
pods: { shop/web: {} }
services: { shop/web: { selector: { app: web }, ports: [80] } }
expect: {}`;
    assert.deepEqual(said(declared), [
      "scenario.yaml:3 the manifests give labels to the namespace shop already",
      "scenario.yaml:4 the manifests have a workload shop/web already",
      "scenario.yaml:5 the manifests have a Service shop/web already",
    ]);
  });

  it("have placeholders of addresses, or a namespace that is netverdict's own", () => {
    const spec =
      "spec: { podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: '${ip(shop/web)}/32' } }] }] }";
    const files = { "k8s/a.yaml": DENY.replace(/spec: .*/, spec), "k8s/b.yaml": WEB };
    assert.deepEqual(
      said(`name: t\nmanifests: [{ file: k8s, namespace: netverdict-x }]\n${rest}`, files).slice(0, 2),
      [
        'scenario.yaml:2 namespace "netverdict-x" is reserved: netverdict makes those that begin with "netverdict"',
        "scenario.yaml:2 the manifests' policy shop/deny holds a placeholder, and manifests are taken as they are",
      ],
    );
  });

  it("are no excuse for a scenario without a world", () => {
    assert.deepEqual(said("name: t\nexpect: {}"), [
      'scenario.yaml:1 "namespaces" is missing',
      'scenario.yaml:1 "pods" is missing',
    ]);
  });
});
