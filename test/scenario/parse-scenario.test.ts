import assert from "node:assert/strict";
import fc from "fast-check";
import { renderProblems } from "../../src/scenario/index.ts";
import { parse, problemsOf, saidOf, scenarioOf, scenariosOf, withPods } from "./parsing.ts";

/** Every key of a scenario with steps. */
const LARGE = `description: of ${"${case}"}
tags: [a, "port-${"${port}"}"]
requires: [sctp, nodes>=2]
xfail: a bug
parameters: { port: [80, 81], rule: { one: { rules: [deny x/a -> x/b] } } }
skip: [{ port: 81 }]
services: { x/web: { selector: { app: web }, ports: [81->80, 53->dns/UDP], headless: false } }
via: [pod-ip, cluster-ip]
families: [ipv4, ipv6]
loopback: false
timeouts: { probe: 1s, settle: 10s, hold: 2 }
steps:
  - name: one
    apply: [{ metadata: { name: p, namespace: x }, spec: { egress: [{ to: [{ ipBlock: { cidr: "${"${cidr(x/a, 24)}"}" } }] }] } }]
    patch: { x/p: { spec: { egress: null } } }
    label: { x/a: { b: c } }
    unlabel: { x/a: [b] }
    create: { namespaces: { z: {} }, pods: { z/a: { ports: [{ port: 80, name: http }], node: one } } }
    expect: { default: deny, rules: ["${"${rule.rules}"}", allow x/a -> *:80-90/TCP via cluster-ip over ipv6] }
  - name: two
    delete: [x/*]
    remove: [z/a, z]
    restart: [x/b]
    wait: 1s
    refused: [{ manifest: { metadata: { namespace: x }, spec: 1 }, because: spec }]
    xfail: another
    expect:
      table:
        TCP/80: |
          to   x/a x/b y/a
          x/a  -   .   X
          x/b  X   -   .
          y/a  ?   X   -
`;

describe("parseScenario", () => {
  it("reads a whole scenario", () => {
    const scenario = scenarioOf(withPods("description: all of it\nloopback: true\nexpect: {}\n"));
    assert.equal(scenario.name, "test");
    assert.equal(scenario.flows.loopback, true);
    assert.deepEqual(
      scenario.pods.map(({ ref }) => ref),
      ["x/a", "x/b", "y/a"],
    );
  });

  it("reports every problem of the scenario and its files at once, by file and place", () => {
    const text = withPods(`loopback: perhaps
policis: []
steps:
  - name: one
    apply: [{ file: a.yaml, namespace: x }, b.yaml]
    expect: { rules: [deny x/q -> *, dney * -> *], defalt: deny }
`);
    assert.deepEqual(saidOf(text, { "a.yaml": "kind: Pod\n" }), [
      "a.yaml:1:7 only NetworkPolicy of networking.k8s.io/v1 can be applied, not (nothing) Pod",
      '8:11 "loopback" must be true or false, not the text "perhaps"',
      '9:1 unknown key "policis" in the document',
      "12:45 cannot read b.yaml: no such file",
      '13:28 unknown pod "x/q"',
      '13:38 a rule begins with allow, deny, drop, reject, any or predicted, not "dney"',
      '13:52 unknown key "defalt" in "expect"',
    ]);
  });

  it("suggests the key that was probably meant, else lists them", () => {
    const hint = (key: string) => problemsOf(withPods(`expect: {}\n${key}: 1\n`))[0]?.hint;
    assert.equal(hint("looback"), 'did you mean "loopback"?');
    assert.equal(
      hint("workloads"),
      "known keys: name, description, tags, requires, xfail, parameters, skip, manifests, namespaces, pods, services, via, families, loopback, timeouts, policies, expect, steps",
    );
  });

  it("has the line of the text in each problem, for files with either line end", () => {
    const text = withPods("expect: { rules: [deny x/q -> *] }\n");
    const [unix] = problemsOf(text);
    const [dos] = problemsOf(text.replaceAll("\n", "\r\n"));
    assert.equal(unix?.sourceLine, "expect: { rules: [deny x/q -> *] }");
    assert.deepEqual(dos, unix);
  });

  it("points into tables whatever the line end", () => {
    const text = withPods(
      "expect:\n  table:\n    TCP/81: |\n      to x/b\n      x/a o\n      x/b -\n      y/a .\n",
    );
    assert.deepEqual(saidOf(text), ['12:11 unknown mark "o"']);
    assert.deepEqual(saidOf(text.replaceAll("\n", "\r\n")), ['12:11 unknown mark "o"']);
  });

  it("reads anchors and merged mappings, and points at where they are written", () => {
    const text = `name: t
namespaces: { x: {} }
pods:
  x/a: &pod { labels: &labels { app: a }, ports: [80] }
  x/b: *pod
  x/c: { labels: { <<: *labels, tier: b }, ports: [80] }
expect: {}
`;
    assert.deepEqual(
      scenarioOf(text).pods.map(({ labels }) => labels),
      [{ app: "a" }, { app: "a" }, { app: "a", tier: "b" }],
    );
    assert.deepEqual(saidOf(text.replace("ports: [80]", "ports: [0]")), [
      "4:51 port 0 is not a port: 1 to 65535",
    ]);
  });

  for (const [title, text, ...said] of [
    ["nothing", "", "1:1 the scenario is empty"],
    ["a comment", "# soon\n", "1:1 the scenario is empty"],
    ["null", "~\n", "1:1 the scenario is empty"],
    ["a list", "- a\n", "1:1 the document must be a mapping, not a list"],
    ["a word", "hello\n", "1:1 the document must be a mapping, not text"],
    ["another mapping", "root: 0\nshell: /bin/sh\n", "1:1 this is no scenario"],
    [
      "what is neither YAML nor a scenario",
      "a: b\nroot: x: 0\n",
      "2:7 this is no scenario, and not valid YAML",
    ],
    [
      "a manifest",
      "apiVersion: v1\nkind: Pod\n",
      "1:1 this is a Kubernetes manifest and no scenario: netverdict predict, explain and lint read it",
    ],
    [
      "an empty mapping",
      "{}\n",
      '1:1 "name" is missing',
      '1:1 "namespaces" is missing',
      '1:1 "pods" is missing',
    ],
    [
      "a name of the wrong kind",
      withPods("expect: {}\n").replace("name: test", "name: 7"),
      '1:7 "name" must be text, not 7',
    ],
    [
      "an empty name",
      withPods("expect: {}\n").replace("name: test", 'name: ""'),
      '1:7 "name" must not be empty',
    ],
    [
      "two documents",
      withPods("expect: {}\n---\na: 1\n"),
      "10:1 a scenario is one YAML document, and this is a second one",
    ],
    ["an alias without anchor", "pods: *b\n", "1:7 the alias *b has no anchor before it"],
    ["an alias within its anchor", "pods: &b [*b]\n", "1:11 the alias *b stands within its own anchor"],
    ["a key that objects cannot hold", "pods: { __proto__: 1 }\n", "1:9 __proto__ cannot be a key"],
    [
      "a merge of what is no mapping",
      "pods: { <<: 3 }\n",
      "1:1 not valid YAML: Merge sources must be maps or map aliases",
    ],
    ["an unknown tag", "pods: !env A\n", "1:7 not valid YAML: Unresolved tag: !env"],
    ["keys written twice", withPods("expect: {}\nname: other\n"), '9:1 "name" is written twice'],
  ] as const)
    it(`is not content with ${title}`, () => assert.deepEqual(saidOf(text), said));

  it("shows no text of a file that is no scenario", () => {
    for (const text of [
      "root: x\nsecret: 1\n",
      "secret\n",
      "a: b\nsecret: x: 0\n",
      "- secret\n",
      "secret: *x\n",
    ]) {
      const shown = JSON.stringify(problemsOf(text));
      assert.ok(!shown.includes("secret"), shown);
    }
  });

  it("tells broken YAML by its place", () => {
    const [problem] = problemsOf("name: t\npods: [\n");
    assert.equal(problem?.line, 3);
    assert.match(problem?.message ?? "", /^not valid YAML: /);
  });

  it("gives for any text either scenarios or problems that point into it", () => {
    const pieces = [
      "[",
      "{",
      "]",
      "}",
      "- ",
      "*",
      "&a ",
      "*a",
      "null",
      ": ",
      "\n",
      "|",
      "'",
      "<<: ",
      "\t",
      "#",
      "!x ",
      "---\n",
      "-> ",
      "0",
      "${",
      "${case}",
      "~",
    ];
    const base = withPods(
      "expect:\n  rules:\n    - deny x/a -> y/a:80\n  table:\n    TCP/81: |\n      to x/b\n      x/a .\n      x/b -\n      y/a X\n",
    );
    const large = withPods(LARGE);
    assert.equal(scenariosOf(large).length, 1);
    const edit = (text: string) =>
      fc.tuple(
        fc.nat(text.length),
        fc.nat(6),
        fc.oneof(fc.constantFrom(...pieces), fc.string({ maxLength: 3 })),
      );
    const edited = fc
      .constantFrom(base, large)
      .chain((start) => fc.tuple(fc.constant(start), fc.array(edit(start), { maxLength: 3 })))
      .map(([start, edits]) =>
        edits.reduce((text, [at, gone, piece]) => text.slice(0, at) + piece + text.slice(at + gone), start),
      );
    fc.assert(
      fc.property(fc.oneof(fc.string(), edited), (text) => {
        const result = parse(text);
        if ("scenarios" in result) return;
        assert.ok(result.problems.length > 0);
        assert.ok(renderProblems(result.problems).length > 0);
        const lines = text.split("\n").map((line) => line.replace(/\r$/, ""));
        for (const { line, column, sourceLine, sourceColumn = column } of result.problems) {
          const whole = lines[line - 1] ?? "";
          assert.ok(column >= 1 && column <= whole.length + 2);
          if (sourceLine === undefined) continue;
          assert.ok(whole.includes(sourceLine.replace(/^…|…$/g, "")));
          assert.equal(sourceLine[sourceColumn - 1], whole[column - 1]);
        }
      }),
      { numRuns: 300 },
    );
  });
});
