import assert from "node:assert/strict";
import {
  dnsLabelProblem,
  dnsSubdomainProblem,
  labelKeyProblem,
  labelValueProblem,
  portNameProblem,
  portNumberProblem,
} from "../../src/manifest/kubernetes-names.ts";

const cases = [
  [
    "dnsLabelProblem",
    dnsLabelProblem,
    ["a", "a-1", "0", "a".repeat(63)],
    ["", "A", "-a", "a-", "a.b", "a_b", "a".repeat(64)],
  ],
  [
    "dnsSubdomainProblem",
    dnsSubdomainProblem,
    ["a", "a.b-c.d", "a".repeat(253)],
    ["", "a..b", "A", ".a", "a_", "a".repeat(254)],
  ],
  [
    "labelKeyProblem",
    labelKeyProblem,
    ["app", "a.b/c", "App_1.x", "kubernetes.io/metadata.name", `${"p".repeat(253)}/${"n".repeat(63)}`],
    ["", "a/b/c", "/a", "a/", "A.b/c", "-a", "a b", "é", "n".repeat(64), `${"p".repeat(254)}/n`],
  ],
  [
    "labelValueProblem",
    labelValueProblem,
    ["", "a", "A_b.c-1", "v".repeat(63)],
    ["-a", "a-", "a b", "a/b", "v".repeat(64)],
  ],
  [
    "portNameProblem",
    portNameProblem,
    ["http", "a1-b", "1a", "a".repeat(15)],
    ["", "80", "Web", "-a", "a-", "a--b", "a_b", "a".repeat(16)],
  ],
] as const;

for (const [name, problem, good, bad] of cases)
  describe(name, () => {
    for (const text of good)
      it(`accepts ${JSON.stringify(text)}`, () => assert.equal(problem(text), undefined));
    for (const text of bad)
      it(`refuses ${JSON.stringify(text)}`, () => assert.match(problem(text) ?? "", /^(is|must|has) /));
  });

describe("portNumberProblem", () => {
  it("accepts 1 to 65535 and nothing else", () => {
    assert.deepEqual([1, 65535].map(portNumberProblem), [undefined, undefined]);
    for (const port of [0, -1, 65536, 80.5, Number.NaN])
      assert.match(portNumberProblem(port) ?? "", /1 to 65535/);
  });
});
