import assert from "node:assert/strict";
import { problemsOf, saidOf, scenarioOf } from "../parsing.ts";

const REST = "\nexpect: {}\n";
const PODS = "pods: { x/a: { ports: [80] }, x/b: {} }";

function withNamespaces(namespaces: string): string {
  return `name: t\nnamespaces: ${namespaces}\n${PODS}${REST}`;
}

/** The pods stand in line 2, from column 7 on. */
function withPods(pods: string): string {
  return `name: t\npods: ${pods}\nnamespaces: { x: {}, web: {} }${REST}`;
}

describe("namespaces of a scenario", () => {
  it("have their labels and the one that the API server adds", () => {
    const { namespaces } = scenarioOf(withNamespaces("{ x: { labels: { team: green } }, y: {}, z: null }"));
    assert.deepEqual(namespaces, [
      { name: "x", labels: { team: "green", "kubernetes.io/metadata.name": "x" } },
      { name: "y", labels: { "kubernetes.io/metadata.name": "y" } },
      { name: "z", labels: { "kubernetes.io/metadata.name": "z" } },
    ]);
  });

  for (const [title, namespaces, ...said] of [
    [
      "a name that is none",
      "{ x: {}, X: {} }",
      '2:22 namespace "X" must be lower case letters, digits and "-", and begin and end with a letter or digit',
    ],
    [
      "a name of ours",
      "{ x: {}, netverdict-1: {} }",
      '2:22 namespace "netverdict-1" is reserved: netverdict makes those that begin with "netverdict"',
    ],
    ["a name written twice", "{ x: {}, x: {} }", '2:22 "x" is written twice'],
    ["an unknown key", "{ x: { label: {} } }", '2:20 unknown key "label" in "x"'],
    ["labels that are a list", "{ x: { labels: [a] } }", '2:20 "labels" must be a mapping, not a list'],
    ["a label that is a number", "{ x: { labels: { a: 1 } } }", '2:33 "a" must be text, not 1'],
    [
      "a lie about its name",
      "{ x: { labels: { kubernetes.io/metadata.name: y } } }",
      "2:59 kubernetes.io/metadata.name is always the namespace's name",
    ],
    ["text", "{ x: hello }", '2:18 "x" must be a mapping, not the text "hello"'],
    ["a list of them", "[x]", '2:1 "namespaces" must be a mapping, not a list'],
  ] as const)
    it(`are not ${title}`, () => assert.deepEqual(saidOf(withNamespaces(namespaces)), said));

  it("must be declared", () => {
    assert.deepEqual(saidOf(`name: t\n${PODS}${REST}`), ['1:1 "namespaces" is missing']);
  });
});

describe("pods of a scenario", () => {
  it("have labels and named ports of both protocols", () => {
    const { pods } = scenarioOf(
      withPods("{ x/a: { labels: { app: b }, ports: [80, 53/UDP, dns=53] }, x/b: null }"),
    );
    assert.deepEqual(pods, [
      {
        ref: "x/a",
        namespace: "x",
        name: "a",
        labels: { app: "b" },
        ports: [
          { port: 80, protocol: "TCP" },
          { port: 53, protocol: "UDP" },
          { port: 53, protocol: "TCP", name: "dns" },
        ],
      },
      { ref: "x/b", namespace: "x", name: "b", labels: {}, ports: [] },
    ]);
  });

  for (const [title, pods, ...said] of [
    ["a name without namespace", "{ a: {} }", '2:9 "a" is not a pod'],
    ["a name with two namespaces", "{ x/y/a: {} }", '2:9 "x/y/a" is not a pod'],
    [
      "a name that is none",
      "{ x/A: {} }",
      '2:9 pod name "A" must be lower case letters, digits and "-", and begin and end with a letter or digit',
    ],
    ["in an undeclared namespace", "{ wbe/a: {} }", '2:9 unknown namespace "wbe"'],
    ["an unknown key", "{ x/a: { port: 80 } }", '2:16 unknown key "port" in "x/a"'],
    ["a single port without a list", "{ x/a: { ports: 80 } }", '2:23 "ports" must be a list, not 80'],
    [
      "a port that is none",
      "{ x/a: { ports: [0, 65536, a, {}, 80.5] } }",
      "2:24 port 0 is not a port: 1 to 65535",
      "2:27 port 65536 is not a port: 1 to 65535",
      '2:34 "a" is not a port',
      '2:37 item 4 of "ports" must be a port',
      '2:41 "80.5" is not a port',
    ],
    ["an empty node", '{ x/a: { node: "" } }', '2:22 "node" must not be empty'],
    [
      "mappings that make no port",
      "{ x/a: { ports: [{ name: a }, { port: 0 }, { port: 80, name: A }, { port: 81, declaredIn: pod }, { port: 82, nam: a }] } }",
      '2:24 "port" is missing',
      "2:45 port 0 is not a port: 1 to 65535",
      '2:68 port name "A" must be lower case letters, digits and "-"',
      '2:97 "declaredIn" must be container, sidecar or nowhere, not "pod"',
      '2:116 unknown key "nam" in item 5 of "ports"',
    ],
    ["a port over sctp", "{ x/a: { ports: [9/sctp] } }", '2:24 unknown protocol "sctp"'],
    ["a port served twice", "{ x/a: { ports: [80, 80/UDP, web=80] } }", "2:36 the pod serves 80 twice"],
    [
      "two ports of one name",
      "{ x/a: { ports: [web=80, web=81] } }",
      '2:32 the pod has two ports named "web"',
    ],
    [
      "a pod written twice",
      "{ x/a: {}, x/a: { ports: [0] } }",
      '2:18 "x/a" is written twice',
      "2:33 port 0 is not a port: 1 to 65535",
    ],
    [
      "a label that Kubernetes refuses",
      '{ x/a: { labels: { "-a": b_ } } }',
      '2:26 label key "-a" must be letters, digits, "-", "_" and ".", and begin and end with a letter or digit',
    ],
  ] as const)
    it(`are not ${title}`, () => assert.deepEqual(saidOf(withPods(pods)), said));

  it("may declare a port elsewhere than in their container, and share nodes", () => {
    const [pod] = scenarioOf(
      withPods(
        "{ x/a: { node: one, ports: [{ port: 80, name: web, declaredIn: sidecar }, { port: 9, protocol: SCTP }, 9/UDP] }, x/b: {} }",
      ),
    ).pods;
    assert.equal(pod?.node, "one");
    assert.deepEqual(pod?.ports, [
      { port: 80, protocol: "TCP", name: "web", declaredIn: "sidecar" },
      { port: 9, protocol: "SCTP" },
      { port: 9, protocol: "UDP" },
    ]);
  });

  it("name the namespace that was probably meant", () => {
    assert.equal(problemsOf(withPods("{ wbe/a: {} }"))[0]?.hint, 'did you mean "web"?');
  });

  it("must form at least one cell", () => {
    const said = ["2:1 the scenario has no cell: no pod can reach a port of another"];
    assert.deepEqual(saidOf(withPods("{}")), said);
    assert.deepEqual(saidOf(withPods("{ x/a: { ports: [80] } }")), said);
    assert.deepEqual(saidOf(withPods("{ x/a: {}, x/b: {} }")), said);
    assert.equal(scenarioOf(`${withPods("{ x/a: { ports: [80] } }")}loopback: true\n`).flows.loopback, true);
  });

  it("must be declared, and then nothing is said about rules", () => {
    const text = "name: t\nnamespaces: { x: {} }\nexpect: { rules: [deny x/a -> x/b] }\n";
    assert.deepEqual(saidOf(text), ['1:1 "pods" is missing']);
  });
});
