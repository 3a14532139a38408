import assert from "node:assert/strict";
import {
  dnsLabelFault,
  dnsSubdomainFault,
  labelKeyFault,
  labelValueFault,
  portNameFault,
  portNumberFault,
} from "../../src/manifest/kubernetes-names.ts";

const cases = [
  [
    "dnsLabelFault",
    dnsLabelFault,
    ["a", "a-1", "0", "a".repeat(63)],
    ["", "A", "-a", "a-", "a.b", "a_b", "a".repeat(64)],
  ],
  [
    "dnsSubdomainFault",
    dnsSubdomainFault,
    ["a", "a.b-c.d", "a".repeat(253)],
    ["", "a..b", "A", ".a", "a_", "a".repeat(254)],
  ],
  [
    "labelKeyFault",
    labelKeyFault,
    ["app", "a.b/c", "App_1.x", "kubernetes.io/metadata.name", `${"p".repeat(253)}/${"n".repeat(63)}`],
    ["", "a/b/c", "/a", "a/", "A.b/c", "-a", "a b", "é", "n".repeat(64), `${"p".repeat(254)}/n`],
  ],
  [
    "labelValueFault",
    labelValueFault,
    ["", "a", "A_b.c-1", "v".repeat(63)],
    ["-a", "a-", "a b", "a/b", "v".repeat(64)],
  ],
  [
    "portNameFault",
    portNameFault,
    ["http", "a1-b", "1a", "a".repeat(15)],
    ["", "80", "Web", "-a", "a-", "a--b", "a_b", "a".repeat(16)],
  ],
] as const;

for (const [name, fault, good, bad] of cases)
  describe(name, () => {
    for (const text of good)
      it(`accepts ${JSON.stringify(text)}`, () => assert.equal(fault(text), undefined));
    for (const text of bad)
      it(`refuses ${JSON.stringify(text)}`, () => assert.match(fault(text) ?? "", /^(is|must|has) /));
  });

describe("portNumberFault", () => {
  it("accepts 1 to 65535 and nothing else", () => {
    assert.deepEqual([1, 65535].map(portNumberFault), [undefined, undefined]);
    for (const port of [0, -1, 65536, 80.5, Number.NaN])
      assert.match(portNumberFault(port) ?? "", /1 to 65535/);
  });
});
