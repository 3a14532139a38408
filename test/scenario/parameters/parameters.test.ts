import assert from "node:assert/strict";
import { specOf } from "../../model/build.ts";
import { problemsOf, saidOf, scenarioOf, scenariosOf } from "../parsing.ts";

const WORLD = "namespaces: { x: {} }\npods: { x/a: { ports: [80] }, x/b: { ports: [81/UDP] } }\n";

/** The parameters stand from line 3 on, from column 13; the rest from line 4 on. */
function withParameters(parameters: string, rest = "expect: {}\n", name = "t ${case}"): string {
  return `name: ${name}\n# below are the parameters\nparameters: ${parameters}\n${rest}${WORLD}`;
}

function namesOf(parameters: string, name: string, rest?: string): readonly string[] {
  return scenariosOf(withParameters(parameters, rest, name)).map((scenario) => scenario.name);
}

describe("parameters", () => {
  it("make a scenario of each combination, the first of them varying slowest", () => {
    assert.deepEqual(
      namesOf("{ direction: [in, out], port: [80, 81] }", "CY-${case} ${direction} at ${port}"),
      ["CY-1 in at 80", "CY-2 in at 81", "CY-3 out at 80", "CY-4 out at 81"],
    );
  });

  it("are told with each scenario, as text", () => {
    const scenarios = scenariosOf(
      withParameters("{ port: [80, ~], peer: { all: { a: 1 } }, list: [[a, b]] }", undefined, "t ${case}"),
    );
    assert.deepEqual(
      scenarios.map(({ parameters }) => parameters),
      [
        { port: "80", peer: "all", list: "a,b" },
        { port: "none", peer: "all", list: "a,b" },
      ],
    );
  });

  it("are none in most files", () => {
    const scenarios = scenariosOf(`name: t\nexpect: {}\n${WORLD}`);
    assert.deepEqual(
      scenarios.map(({ parameters }) => parameters),
      [{}],
    );
  });

  it("stand for their value, whatever its kind, where nothing else is in a text", () => {
    const [one, two] = scenariosOf(
      withParameters(
        "{ it: { a: { pods: { x/a: { ports: [80] }, x/b: {} }, loop: true }, b: { pods: { x/a: { ports: [82] } }, loop: true } } }",
        'expect: {}\nloopback: "${it.loop}"\n',
      ).replace(/pods: \{ x\/a: \{ ports: \[80\] \}, x\/b: \{ ports: \[81\/UDP\] \} \}/, "pods: ${it.pods}"),
    );
    assert.deepEqual([one?.pods.length, two?.pods.length, two?.pods[0]?.ports[0]?.port], [2, 1, 82]);
    assert.equal(one?.flows.loopback, true);
  });

  it("bring the items of a list into a list", () => {
    const { steps, tags } = scenarioOf(
      withParameters(
        "{ it: { a: { rules: [deny x/a -> x/b, allow x/b -> x/a], tags: [] } } }",
        'tags: [one, "${it.tags}", two]\nexpect: { rules: [deny * -> *, "${it.rules}", deny x/b -> x/a] }\n',
      ),
    );
    assert.deepEqual(
      steps[0]?.expect.rules.map(({ expect }) => expect),
      ["deny", "deny", "allow", "deny"],
    );
    assert.deepEqual(tags, ["one", "two"]);
  });

  it("may stand in keys", () => {
    const text = withParameters(
      "{ direction: [ingress, egress], port: [80] }",
      `policies: [{ metadata: { name: p, namespace: x }, spec: { "\${direction}": [] } }]
expect: { table: { "TCP/\${port}": "to x/a\\nx/a -\\nx/b ." } }
`,
    );
    const specs = scenariosOf(text).map(({ steps }) =>
      steps[0]?.changes.map((change) => (change.action === "apply" ? change.object.spec : undefined)),
    );
    assert.deepEqual(specs, [[{ ingress: [] }], [{ egress: [] }]]);
  });

  it("may hold those before them", () => {
    assert.deepEqual(namesOf('{ ns: [x, y], peer: { a: { pod: "${ns}/a" } } }', "${peer.pod} of ${ns}"), [
      "x/a of x",
      "y/a of y",
    ]);
  });

  it("may be in the names of files and in addresses", () => {
    const rest = `policies: ["\${file}.yaml", { metadata: { name: q }, spec: { egress: [{ to: [{ ipBlock: { cidr: "\${cidr(\${pod}, 24)}" } }] }] } }]
expect: {}
`;
    const text = withParameters("{ file: [one], pod: [x/a] }", rest);
    const manifest =
      "apiVersion: networking.k8s.io/v1\nkind: NetworkPolicy\nmetadata: { name: p }\nspec: {}\n";
    const [, change] = scenarioOf(text, { "one.yaml": manifest }).steps[0]?.changes ?? [];
    assert.deepEqual(change?.action === "apply" && specOf(change.object).egress?.[0]?.to?.[0]?.ipBlock, {
      cidr: "${cidr(x/a, 24)}",
    });
  });

  it("may be all unordered pairs of values", () => {
    assert.deepEqual(
      namesOf(
        "{ pair: { pairs-of: { a: { n: 1 }, b: { n: 2 }, c: 3 } } }",
        "${pair}, ${pair.one} and ${pair.other}",
      ),
      ["a+b, a and b", "a+c, a and 3", "b+c, b and 3"],
    );
    assert.deepEqual(namesOf("{ pair: { pairs-of: [1, 2, 3] } }", "${pair.one}${pair.other}"), [
      "12",
      "13",
      "23",
    ]);
  });

  it("may have combinations skipped, which are not counted", () => {
    assert.deepEqual(
      namesOf(
        "{ direction: [in, out], port: [80, 81, 82] }",
        "${case} ${direction} ${port}",
        "expect: {}\nskip: [{ direction: in, port: [80, 82] }, { direction: out, port: 81 }]\n",
      ),
      ["1 in 81", "2 out 80", "3 out 82"],
    );
  });

  for (const [parameters, ...said] of [
    ["[a]", '3:1 "parameters" must be a mapping'],
    ["{ case: [1] }", '3:15 "case" cannot be a parameter: ${case} counts the scenarios'],
    ["{ a.b: [1] }", '3:15 parameter "a.b" must be letters, digits, "-" and "_", a letter first'],
    ["{ a: 1 }", '3:18 "a" must be a list of values, or a mapping of labels to values'],
    ["{ a: [] }", '3:18 "a" needs at least one value'],
    ["{ a: {} }", '3:18 "a" needs at least one value'],
    ["{ a: [{ b: c }] }", '3:19 item 1 of "a" needs a label'],
    ["{ a: { pairs-of: [1] } }", '3:30 "pairs-of" needs at least 2 values'],
    ["{ a: { pairs-of: [1, 2], b: 3 } }", '3:38 nothing stands beside "pairs-of", and here is "b"'],
  ] as const)
    it(`are not ${parameters}`, () => assert.deepEqual(saidOf(withParameters(parameters)), said));

  for (const [skip, ...said] of [
    ["{ a: 1 }", '5:7 "skip" must be a list'],
    ["[a]", '5:8 item 1 of "skip" must be a mapping of parameters to values'],
    ["[{ b: 1 }]", '5:10 unknown parameter "b"'],
    ["[{ a: 3 }, { a: [1, 4] }]", '5:13 a has no value "3"', '5:27 a has no value "4"'],
    ["[{ a: [1, 2] }]", "5:1 every combination is skipped"],
  ] as const)
    it(`have no combination to skip by ${skip}`, () =>
      assert.deepEqual(saidOf(withParameters("{ a: [1, 2] }", `expect: {}\nskip: ${skip}\n`)), said));

  it("do not make more scenarios than anybody would run", () => {
    const ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
    const four = `{ a: ${ten}, b: ${ten}, c: ${ten}, d: ${ten} }`;
    assert.deepEqual(saidOf(withParameters(four)), [
      "1:1 the parameters make 10000 scenarios, and a file may hold 2000",
    ]);
    const seven = `{ a: ${ten}, b: ${ten}, c: ${ten}, d: ${ten}, e: ${ten}, f: ${ten}, g: ${ten} }`;
    assert.deepEqual(saidOf(withParameters(seven)), [
      "1:1 the parameters make 10000000 scenarios, and a file may hold 2000",
    ]);
  });

  it("must give their scenarios different names", () => {
    assert.deepEqual(saidOf(withParameters("{ a: [1, 2] }", undefined, "same")), [
      '1:7 several scenarios are named "same"',
    ]);
  });
});

describe("a placeholder", () => {
  for (const [rest, ...said] of [
    ["description: ${foo}", "4:14 unknown placeholder ${foo}"],
    [
      'description: "of ${foo} and ${peer.c}"',
      "4:18 unknown placeholder ${foo}",
      "4:29 unknown placeholder ${peer.c}",
    ],
    ["description: ${peer.a.b}", "4:14 unknown placeholder ${peer.a.b}"],
    ["description: ${case.a}", "4:14 unknown placeholder ${case.a}"],
    ['description: "a ${peer.list}"', "4:17 ${peer.list} is a list and cannot stand within a text"],
    ['description: "a ${peer.map}"', "4:17 ${peer.map} is a mapping and cannot stand within a text"],
    ['description: "a ${peer.nil}"', "4:17 ${peer.nil} is empty and cannot stand within a text"],
    ['tags: ["${peer.list.x}"]', "4:9 unknown placeholder ${peer.list.x}"],
    [
      'description: "${ip(x/a)}"',
      "4:15 ${ip(x/a)} stands for an address, and those are known only in policies",
    ],
    ['services: { "x/${peer.list}": {} }', "4:13 ${peer.list} is no text and cannot be a key"],
  ] as const)
    it(`is not as in ${rest}`, () => {
      const text = withParameters(
        "{ peer: { all: { a: 1, list: [1], map: {}, nil: ~ } } }",
        `${rest}\nexpect: {}\n`,
      );
      assert.deepEqual(
        saidOf(text).filter((one) => !one.includes("x/$")),
        said,
      );
    });

  it("is told the parameter or the field that was probably meant", () => {
    const hint = (text: string) =>
      problemsOf(withParameters("{ peer: { all: { pods: 1 } } }", `description: ${text}\nexpect: {}\n`))[0]
        ?.hint;
    assert.equal(hint("${per}"), 'did you mean "peer"?');
    assert.equal(hint("${peer.pod}"), 'did you mean "pods"?');
    assert.equal(hint("${whatever}"), "parameters are: case, peer");
  });

  it("is looked at in files without parameters too", () => {
    const text = `name: t \${foo}\nexpect: {}\n${WORLD}`;
    assert.deepEqual(saidOf(text), ["1:9 unknown placeholder ${foo}"]);
  });
});

describe("problems of scenarios with parameters", () => {
  it("are shown where the value is written", () => {
    const text = withParameters(
      "{ it: { a: { ports: [0] } }, rule: [dney * -> *] }",
      'expect: { rules: ["${rule}"] }\n',
    ).replace("ports: [80] }", 'ports: "${it.ports}" }');
    assert.deepEqual(saidOf(text), [
      "3:34 port 0 is not a port: 1 to 65535",
      '3:49 a rule begins with allow, deny, drop, reject, any or predicted, not "dney"',
    ]);
  });

  it("are shown at the right character of a text with placeholders", () => {
    const text = withParameters(
      "{ verb: [allow], to: [x/c] }",
      'expect: { rules: ["${verb} x/z -> ${to}"] }\n',
    );
    assert.deepEqual(saidOf(text), ['4:28 unknown pod "x/z"', '4:35 unknown pod "x/c"']);
  });

  it("are shown in items that come after those of a list", () => {
    const text = withParameters(
      "{ it: { a: { rules: [deny * -> *, deny * -> x/a] } } }",
      'expect: { rules: ["${it.rules}", deny x/q -> x/a] }\n',
    );
    assert.deepEqual(saidOf(text), ['4:39 unknown pod "x/q"']);
  });

  it("are said once if all combinations have them, and else with those that have", () => {
    const text = withParameters(
      "{ port: [80, 82, 83], verb: [deny, allow] }",
      'looback: true\nexpect: { rules: ["${verb} * -> x/a:${port}"] }\n',
    );
    const problems = problemsOf(text);
    assert.deepEqual(
      problems.map(({ message, hint }) => [message, hint]),
      [
        ['unknown key "looback" in the document', 'did you mean "loopback"?'],
        ["the rule matches no cell to x/a:82", "x/a serves 80\nwith port: 82, verb: deny, and 1 more"],
        ["the rule matches no cell to x/a:83", "x/a serves 80\nwith port: 83, verb: deny, and 1 more"],
      ],
    );
  });

  it("in a policy file are said once, and do not make later combinations blame its policies", () => {
    const text = withParameters(
      "{ a: [1, 2] }",
      "steps:\n  - { name: one, apply: [p.yaml], expect: {} }\n  - { name: two, delete: [x/p], expect: {} }\n",
    );
    assert.deepEqual(saidOf(text, { "p.yaml": "kind: Pod\n" }), [
      "p.yaml:1:7 only NetworkPolicy of networking.k8s.io/v1 can be applied, not (nothing) Pod",
    ]);
  });
});
