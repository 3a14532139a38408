import assert from "node:assert/strict";
import { expectationOf, flowName, flowsAmong, partiesOf, type Scenario } from "../../../src/model/index.ts";
import { problemsOf, saidOf, scenarioOf } from "../parsing.ts";

/** Pods a and b behind the Service web, c alone; the rest stands from line 8 on. */
function withRest(rest: string): string {
  return `name: t
namespaces: { x: {} }
pods:
  x/a: { labels: { app: web }, ports: [http=8080] }
  x/b: { labels: { app: web }, ports: [http=9090, 9/SCTP] }
  x/c: {}
services: { x/web: { selector: { app: web }, ports: [www=80->http] } }
${rest}
`;
}

/** The rule stands in line 8, from column 20 on. */
function withRule(rule: string, rest = ""): string {
  return withRest(`expect: { rules: ['${rule}'] }\n${rest}`);
}

function denied(text: string): readonly string[] {
  const scenario: Scenario = scenarioOf(text);
  const expect = scenario.steps[0]?.expect ?? { default: "any", rules: [] };
  return flowsAmong(scenario, scenario.flows)
    .filter((flow) => expectationOf(expect, flow, partiesOf(scenario)) === "deny")
    .map(flowName);
}

describe("a rule about Services", () => {
  it("means a Service by its name, pods and Services by wildcard", () => {
    assert.deepEqual(denied(withRule("deny * -> x/web")), ["x/c -> x/web:80 via cluster-ip"]);
    assert.deepEqual(denied(withRule("deny x/c -> x/*:80-8080")), [
      "x/c -> x/a:8080",
      "x/c -> x/web:80 via cluster-ip",
    ]);
  });

  it("may speak of one way of addressing", () => {
    assert.deepEqual(denied(withRule("deny x/c -> * via cluster-ip")), ["x/c -> x/web:80 via cluster-ip"]);
    assert.deepEqual(denied(withRule("deny x/a -> * via pod-ip over ipv6", "families: [ipv4, ipv6]")), [
      "x/a -> x/b:9090 over ipv6",
      "x/a -> x/b:9/SCTP over ipv6",
    ]);
  });

  it("means ports by their names, numbers and protocols", () => {
    assert.deepEqual(denied(withRule("deny x/c -> *:www")), ["x/c -> x/web:80 via cluster-ip"]);
    assert.deepEqual(denied(withRule("deny x/c -> *:http")), ["x/c -> x/a:8080", "x/c -> x/b:9090"]);
    assert.deepEqual(denied(withRule("deny x/c -> *:*/SCTP")), ["x/c -> x/b:9/SCTP"]);
  });

  for (const [rule, ...said] of [
    ["deny x/web -> x/a", "8:25 x/web is a Service, and only pods are sources"],
    ["deny * -> x/wbe", '8:30 unknown pod or Service "x/wbe"'],
    ["deny * -> x/web via service", "8:40 no cell is addressed via service"],
    ["deny * -> x/web over ipv4", "8:41 no cell is dialed over ipv4 in particular"],
    ["deny * -> x/web:8080", "8:36 the rule matches no cell to x/web:8080"],
    ["deny * -> x/a:80-90", "8:34 the rule matches no cell to x/a:80-90"],
    ["deny * -> x/a:*/UDP", "8:34 the rule matches no cell to x/a:*/UDP"],
    ["deny x/a -> x/web", "8:32 the rule matches no cell to x/web"],
  ] as const)
    it(`has its problem shown in ${rule}`, () => assert.deepEqual(saidOf(withRule(rule)), said));

  it("says how to mend it", () => {
    const hint = (rule: string, rest = "") => problemsOf(withRule(rule, rest))[0]?.hint;
    assert.equal(hint("deny * -> x/wbe"), 'did you mean "x/web"?');
    assert.equal(
      hint("deny * -> x/web via service"),
      "addressed are: pod-ip, cluster-ip; to add it write via: [pod-ip, cluster-ip, service]",
    );
    assert.equal(hint("deny * -> x/web over ipv6", "families: [ipv4]"), "write families: [ipv4, ipv6]");
    assert.equal(hint("deny * -> x/web:8080"), "x/web serves www=80");
    assert.equal(
      hint("deny * -> x/web", "via: pod-ip"),
      "addressed are only pods, by their IPs: via: [pod-ip]",
    );
    assert.equal(hint("deny x/a -> x/web"), "a pod's flows to itself are cells only with loopback: true");
  });
});

describe("a truth table with Services", () => {
  /** The table's first line is 11, from column 7 on. */
  const withTable = (key: string, lines: readonly string[], rest = "") =>
    withRest(`${rest}\nexpect:\n  table:\n    ${key}: |\n${lines.map((line) => `      ${line}\n`).join("")}`);

  it("has them as columns", () => {
    assert.deepEqual(denied(withTable("TCP/80", ["to x/web", "x/a -", "x/b .", "x/c X"])), [
      "x/c -> x/web:80 via cluster-ip",
    ]);
  });

  it("speaks of every way of addressing", () => {
    const table = withTable("TCP/8080", ["to x/a", "x/a -", "x/b X", "x/c ."], "via: [pod-ip, cluster-ip]");
    assert.deepEqual(denied(table), ["x/b -> x/a:8080", "x/b -> x/a:8080 via cluster-ip"]);
  });

  it("may be about SCTP", () => {
    assert.deepEqual(denied(withTable("SCTP/9", ["to x/b", "x/a X", "x/b -", "x/c ."])), [
      "x/a -> x/b:9/SCTP",
    ]);
  });

  it("may leave out Services where it is about pods, and pods where it is about Services", () => {
    const same = (lines: readonly string[]) =>
      withTable("TCP/80", lines).replace("[http=8080]", "[http=80, 8080]");
    assert.deepEqual(denied(same(["to x/a", "x/a -", "x/b X", "x/c ."])), ["x/b -> x/a:80"]);
    assert.deepEqual(denied(same(["to x/web", "x/a -", "x/b -", "x/c X"])), [
      "x/c -> x/web:80 via cluster-ip",
    ]);
    assert.deepEqual(denied(same(["to x/a x/web", "x/a - -", "x/b . -", "x/c . X"])), [
      "x/c -> x/web:80 via cluster-ip",
    ]);
  });

  for (const [title, lines, ...said] of [
    [
      "an unknown Service",
      ["to x/wbe", "x/a -", "x/b -", "x/c X"],
      '12:10 unknown pod "x/wbe"',
      "12:10 the table has no column for x/web",
    ],
    ["a Service as a source", ["to x/web", "x/a -", "x/b -", "x/c X", "x/web -"], '16:7 unknown pod "x/web"'],
    [
      "a cell that is none",
      ["to x/a x/web", "x/a - -", "x/b X .", "x/c - X"],
      "14:11 x/b -> x/a:80/TCP is no cell",
    ],
  ] as const)
    it(`is not content with ${title}`, () => assert.deepEqual(saidOf(withTable("TCP/80", lines)), said));
});
