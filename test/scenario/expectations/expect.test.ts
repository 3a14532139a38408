import assert from "node:assert/strict";
import { expectationOf, flowName, flowsAmong, partiesOf, type Scenario } from "../../../src/model/index.ts";
import { problemsOf, saidOf, scenarioOf, withPods } from "../parsing.ts";

/** The only rule stands in line 10, from column 7 on. */
function withRule(rule: string, rest = ""): string {
  return withPods(`expect:\n  rules:\n    - ${rule}\n${rest}`);
}

/** The table stands from line 12 on, its columns from 9 on. */
function withTable(table: string, rest = ""): string {
  return withPods(
    `${rest || "loopback: false"}\nexpect:\n  table:\n    TCP/80: |\n${table.replace(/^/gm, "        ")}\n`,
  );
}

/** The flows of which a step expects this, in the order of the flows. */
function flowsExpected(scenario: Scenario, wanted: string): readonly string[] {
  const expect = scenario.steps[0]?.expect ?? { default: "any", rules: [] };
  const parties = partiesOf(scenario);
  return flowsAmong(scenario, scenario.flows)
    .filter((flow) => expectationOf(expect, flow, parties) === wanted)
    .map(flowName);
}

describe("what a step expects", () => {
  it("is that everything is allowed, if nothing is said", () => {
    assert.deepEqual(scenarioOf(withPods("expect: {}")).steps[0]?.expect, { default: "allow", rules: [] });
  });

  it("has a default", () => {
    assert.equal(scenarioOf(withPods("expect: { default: any }")).steps[0]?.expect.default, "any");
    assert.equal(scenarioOf(withPods("expect: { default: drop }")).steps[0]?.expect.default, "drop");
    assert.deepEqual(saidOf(withPods("expect: { default: alow }")), [
      '8:20 "default" must be allow, deny, drop, reject, any or predicted, not "alow"',
    ]);
  });

  it("must be a mapping of known keys", () => {
    assert.deepEqual(saidOf(withPods("expect:")), ['8:1 "expect" has no value: it must be a mapping']);
    assert.deepEqual(saidOf(withPods("expect: deny")), [
      '8:9 "expect" must be a mapping, not the text "deny"',
    ]);
    assert.deepEqual(saidOf(withPods("expect: { rule: [] }")), ['8:11 unknown key "rule" in "expect"']);
    assert.deepEqual(saidOf(withPods("expect: { rules: deny }")), [
      '8:18 "rules" must be a list, not the text "deny"',
    ]);
    assert.deepEqual(saidOf(withPods("expect: { table: [] }")), [
      '8:11 "table" must be a mapping, not a list',
    ]);
  });

  it("comes from every source and target of a rule", () => {
    assert.deepEqual(flowsExpected(scenarioOf(withRule("deny x/a, y/* -> x/b:81, x/a:dns")), "deny"), [
      "x/a -> x/b:81",
      "y/a -> x/a:53/UDP",
      "y/a -> x/b:81",
    ]);
  });

  it("is what the last rule says", () => {
    const scenario = scenarioOf(
      withRule("deny * -> *", "    - allow {app=web} -> y/a\n    - drop x/a -> y/a:80"),
    );
    assert.deepEqual(flowsExpected(scenario, "drop"), ["x/a -> y/a:80"]);
    assert.deepEqual(flowsExpected(scenario, "allow"), []);
  });
});

describe("a rule of a step", () => {
  for (const [rule, ...said] of [
    ["deny x/a -> x/bb", '10:19 unknown pod "x/bb"'],
    [
      "deny x/aa, z/a -> */c",
      '10:12 unknown pod "x/aa"',
      '10:18 unknown namespace "z"',
      '10:25 unknown pod "*/c"',
    ],
    ["deny {app=wbe} -> *", "10:12 {app=wbe} matches no pod at this step"],
    ["deny y/{app=db} -> *", "10:12 y/{app=db} matches no pod at this step"],
    ["deny * -> x/a:82", "10:21 the rule matches no cell to x/a:82"],
    ["deny * -> x/a:53", "10:21 the rule matches no cell to x/a:53"],
    ["deny * -> y/a:dns", "10:21 the rule matches no cell to y/a:dns"],
    ["deny * -> x/a:dns/TCP", "10:21 the rule matches no cell to x/a:dns/TCP"],
    ["deny x/a -> x/a", "10:19 the rule matches no cell to x/a"],
    ["deny x/a, x/b -> x/a", "10:12 no cell from x/a matches the rule"],
    ["deny x/a -> x/b:81, y/a:82", "10:31 the rule matches no cell to y/a:82"],
    ["'deny x/a -> x/bb'", '10:20 unknown pod "x/bb"'],
    ['"deny x/a -> x/bb"', '10:20 unknown pod "x/bb"'],
    ['"deny\\tx/a -> x/bb"', '10:7 unknown pod "x/bb"'],
    ["|-\n        deny x/a\n        -> x/bb", '12:12 unknown pod "x/bb"'],
    ["{ deny: x }", '10:7 item 1 of "rules" must be text'],
  ] as const)
    it(`has its problem shown in ${JSON.stringify(rule)}`, () =>
      assert.deepEqual(saidOf(withRule(rule)), said));

  it("is told what was probably meant", () => {
    const hint = (rule: string) => problemsOf(withRule(rule))[0]?.hint;
    assert.equal(hint("deny * -> x/bb"), 'did you mean "x/b"?');
    assert.equal(hint("deny * -> xx/b"), 'did you mean "x/b"?');
    assert.equal(hint("deny * -> far/*"), "declared namespaces: x, y");
    assert.equal(hint("deny * -> */bb"), 'did you mean "*/b"?');
    assert.equal(hint("deny {app=wbe} -> *"), 'did you mean "app=web"?');
    assert.equal(hint("deny * -> x/a:53"), "x/a serves 80, dns=53/UDP");
    assert.equal(hint("deny x/a -> x/a"), "a pod's flows to itself are cells only with loopback: true");
  });

  it("may speak of a pod and itself with loopback", () => {
    assert.deepEqual(flowsExpected(scenarioOf(withRule("deny y/a -> y/a", "loopback: true")), "deny"), [
      "y/a -> y/a:80",
    ]);
  });

  it("never means a pod and itself by wildcard", () => {
    const text = withRule("deny {app=db} -> x/b", "loopback: true");
    assert.deepEqual(saidOf(text), ["10:24 the rule matches no cell to x/b"]);
    assert.equal(
      problemsOf(text)[0]?.hint,
      "a pod's flows to itself are expected only by rules that name it on both sides",
    );
  });

  it("may be overridden altogether by later ones", () => {
    const scenario = scenarioOf(withRule("deny x/a -> y/a", "    - allow * -> *"));
    assert.deepEqual(flowsExpected(scenario, "deny"), []);
  });

  it("is not blamed for matching nothing when a pod it names is broken", () => {
    const text = withRule("deny * -> x/b:81").replace("[80, 81]", "[80, 81000]");
    assert.deepEqual(saidOf(text), ["5:43 port 81000 is not a port: 1 to 65535"]);
  });

  it("to a namespace without pods matches nothing", () => {
    const text = withRule("deny * -> z/*").replace("namespaces: {", "namespaces: { z: {},");
    assert.deepEqual(saidOf(text), ["10:17 z/* matches no pod at this step"]);
    assert.equal(problemsOf(text)[0]?.hint, "the namespace has no pods");
  });

  it("to a pod without ports is told so", () => {
    const text = withRule("deny * -> y/a").replace(
      "labels: { app: web }, ports: [80] }",
      "labels: { app: web } }",
    );
    assert.deepEqual(saidOf(text), ["10:17 the rule matches no cell to y/a"]);
    assert.equal(problemsOf(text)[0]?.hint, "y/a serves no port");
  });
});

const TABLE = `from \\ to   x/a  x/b  y/a
x/a          -    .    X
x/b          ?    -    .
y/a          X    .    -`;

describe("a truth table", () => {
  it("says of each cell what is expected", () => {
    const scenario = scenarioOf(withTable(TABLE));
    assert.deepEqual(flowsExpected(scenario, "deny"), ["x/a -> y/a:80", "y/a -> x/a:80"]);
    assert.deepEqual(flowsExpected(scenario, "any"), ["x/b -> x/a:80"]);
    assert.equal(scenario.steps[0]?.expect.rules.length, 6);
    assert.deepEqual(scenario.steps[0]?.expect.rules[0], {
      expect: "allow",
      source: { namespace: "x", name: "a" },
      target: { namespace: "x", name: "b" },
      port: 80,
      protocol: "TCP",
    });
  });

  it("takes a dot where a pod meets itself for no cell, as such tables are commonly written", () => {
    const dotted = TABLE.replaceAll("-", ".");
    assert.equal(scenarioOf(withTable(dotted)).steps[0]?.expect.rules.length, 6);
    const looped = scenarioOf(withTable(dotted, "loopback: true"));
    assert.equal(looped.steps[0]?.expect.rules.length, 9);
  });

  it("may have blank lines, and any words before its targets", () => {
    const bare = TABLE.replace("from \\ to", "to").replace("x/b   ", "\nx/b   ");
    assert.deepEqual(flowsExpected(scenarioOf(withTable(bare)), "any"), ["x/b -> x/a:80"]);
  });

  it("comes before rules, so that a rule may override it", () => {
    const text = `${withTable(TABLE)}  rules: [allow x/a -> y/a]\n`;
    assert.deepEqual(flowsExpected(scenarioOf(text), "deny"), ["y/a -> x/a:80"]);
  });

  it("names only the pods that serve the port as targets", () => {
    const text = withPods(
      "expect:\n  table:\n    UDP/53: |\n      to    x/a\n      x/a    -\n      x/b    X\n      y/a    .\n",
    );
    assert.deepEqual(flowsExpected(scenarioOf(text), "deny"), ["x/b -> x/a:53/UDP"]);
    const other = text.replace("UDP/53", "TCP/81");
    assert.deepEqual(saidOf(other), [
      "11:13 the table has no column for x/b",
      "13:14 x/b -> x/a:81/TCP is no cell",
      "14:14 y/a -> x/a:81/TCP is no cell",
    ]);
  });

  for (const [title, [from, to], ...said] of [
    ["a denied pod to itself", ["-    .    X", "X    .    X"], "13:22 x/a -> x/a:80/TCP is no cell"],
    ["no mark for a cell", [".    X", "-    X"], "13:27 x/a -> x/b:80/TCP is a cell"],
    ["an unknown mark", [".    X", "o    X"], '13:27 unknown mark "o"'],
    ["a small x", [".    X", ".    x"], '13:32 unknown mark "x"'],
    ["too few marks", [".    X", ".     "], "13:9 the row of x/a has 2 marks for 3 targets"],
    ["too many marks", [".    X", ".    X  ."], "13:35 the row of x/a has 4 marks for 3 targets"],
    ["an unknown row", ["\ny/a", "\ny/z"], "12:21 the table has no row for y/a", '15:9 unknown pod "y/z"'],
    [
      "an unknown column",
      ["x/b  y/a\n", "x/b  y/z\n"],
      "12:21 the table has no column for y/a",
      '12:31 unknown pod "y/z"',
    ],
    ["a row missing", ["\ny/a          X    .    -", ""], "12:21 the table has no row for y/a"],
    [
      "a row twice",
      ["\ny/a", "\nx/b"],
      "12:21 the table has no row for y/a",
      "15:9 x/b is in the table twice",
      "15:32 x/b -> y/a:80/TCP is a cell",
    ],
    [
      "no header",
      ["from \\ to   x/a  x/b  y/a\n", "from to\n"],
      "12:9 a table begins with a line that names the targets",
    ],
  ] as const)
    it(`may not have ${title}`, () => {
      const found = saidOf(withTable(TABLE.replace(from, to)));
      assert.deepEqual(found, said);
    });

  for (const [key, ...said] of [
    ["80", '11:5 "80" is not PROTOCOL/PORT'],
    ["TCP/web", '11:5 "TCP/web" is not PROTOCOL/PORT'],
    ["tcp/80", '11:5 unknown protocol "tcp"'],
    ["sctp/80", '11:5 unknown protocol "sctp"'],
    ["TCP/0", "11:5 port 0 is not a port: 1 to 65535"],
  ] as const)
    it(`may not stand under ${key}`, () =>
      assert.deepEqual(saidOf(withTable(TABLE).replace("TCP/80:", `${key}:`)), said));

  it("may not be about a port that no pod serves", () => {
    const [first] = saidOf(withTable(TABLE).replace("TCP/80:", "TCP/9999:"));
    assert.equal(first, "11:5 no pod serves TCP/9999");
  });

  it("must be a block of text", () => {
    assert.deepEqual(saidOf(withPods("expect: { table: { TCP/80: [x] } }")), [
      "8:20 the table of TCP/80 must be a block of text",
    ]);
  });
});
