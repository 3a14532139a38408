import assert from "node:assert/strict";
import { problemsOf, saidOf, scenarioOf, withPods } from "./parsing.ts";

function requirements(rest: string, change = (text: string) => text): readonly unknown[] {
  return scenarioOf(change(withPods(`${rest}\nexpect: {}\n`))).requires;
}

describe("what a scenario requires", () => {
  it("is what it says, each once, and of nodes the largest number", () => {
    assert.deepEqual(requirements("requires: [dns, nodes>=2, nodes>=3, dns, sctp]"), [
      { feature: "dns" },
      { feature: "nodes", atLeast: 3 },
      { feature: "sctp" },
    ]);
  });

  it("is nothing for pods over TCP and UDP", () => assert.deepEqual(requirements(""), []));

  it("is implied by ports over SCTP", () =>
    assert.deepEqual(
      requirements("", (text) => text.replace("81]", "81/SCTP]")),
      [{ feature: "sctp" }],
    ));

  it("is implied by the words for nodes, those of later pods included", () => {
    const placed = (text: string) =>
      text
        .replace("ports: [80, 81]", "ports: [80, 81], node: one")
        .replace("x/a: { labels", "x/a: { node: two, labels");
    assert.deepEqual(requirements("", placed), [{ feature: "nodes", atLeast: 2 }]);
    const later = placed(
      withPods("steps: [{ name: a, create: { pods: { x/c: { node: three } } }, expect: {} }]\n"),
    );
    assert.deepEqual(scenarioOf(later).requires, [{ feature: "nodes", atLeast: 3 }]);
  });

  it("is implied by addresses of a family in policies", () => {
    const policy = (cidr: string) =>
      `policies: [{ metadata: { name: p, namespace: x }, spec: { egress: [{ to: [{ ipBlock: { cidr: "${cidr}" } }] }] } }]`;
    assert.deepEqual(requirements(policy("${cidr(x/b, ipv6)}")), [{ feature: "ipv6" }]);
    assert.deepEqual(requirements(policy("${cidr(x/b)}")), []);
  });

  it("is either family where both are required", () => {
    assert.deepEqual(requirements("requires: [ipv6]\nfamilies: [ipv4, ipv6]"), [{ feature: "dual-stack" }]);
  });

  for (const [requires, ...said] of [
    ["[sctpp]", '8:12 unknown requirement "sctpp"'],
    ["[nodes>=0]", '8:12 unknown requirement "nodes>=0"'],
    ["[nodes]", '8:12 unknown requirement "nodes"'],
    ["[{ nodes: 2 }]", '8:12 unknown requirement {"nodes":2}'],
    ["sctp", '8:11 "requires" must be a list, not the text "sctp"'],
  ] as const)
    it(`is not ${requires}`, () =>
      assert.deepEqual(saidOf(withPods(`requires: ${requires}\nexpect: {}\n`)), said));

  it("is suggested", () => {
    const hint = (requires: string) => problemsOf(withPods(`requires: [${requires}]\nexpect: {}\n`))[0]?.hint;
    assert.equal(hint("sctpp"), 'did you mean "sctp"?');
    assert.equal(
      hint("gpu-drivers"),
      "requirements are: ipv4, ipv6, dual-stack, sctp, services, dns, nodes>=2",
    );
  });
});

describe("tags, descriptions and expected failures", () => {
  it("are read", () => {
    const text = withPods(
      "description: one\ntags: [ingress, K-01]\nxfail: a bug\nsteps: [{ name: a, xfail: another, expect: {} }]\n",
    );
    const { tags, xfail, steps } = scenarioOf(text);
    assert.deepEqual([tags, xfail, steps[0]?.xfail], [["ingress", "K-01"], "a bug", "another"]);
  });

  for (const [rest, ...said] of [
    ["tags: [a b]", '8:8 tag "a b" must be a word of letters, digits, "-", "_", "." and "/"'],
    ["tags: [a, b, a]", "8:14 the tag a is written twice"],
    ["tags: udp", '8:7 "tags" must be a list, not the text "udp"'],
    ["tags: [1]", '8:8 item 1 of "tags" must be text, not 1'],
    ['xfail: ""', '8:8 "xfail" must not be empty: it says why'],
    ["xfail: true", '8:8 "xfail" must be text, not true'],
  ] as const)
    it(`are not ${rest}`, () => assert.deepEqual(saidOf(withPods(`${rest}\nexpect: {}\n`)), said));
});
