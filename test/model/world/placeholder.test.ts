import assert from "node:assert/strict";
import { parsePlaceholder, replacePlaceholders } from "../../../src/model/index.ts";

describe("a placeholder", () => {
  it("names a kind of address, a pod or Service, prefix lengths and a family", () => {
    assert.deepEqual(parsePlaceholder("cidr( x/b , 24, 64, ipv6 )"), {
      kind: "cidr",
      ref: "x/b",
      prefixes: { ipv4: 24, ipv6: 64 },
      family: "ipv6",
    });
    assert.deepEqual(parsePlaceholder("ip(x/b)"), { kind: "ip", ref: "x/b" });
  });

  it("may give one prefix length, which counts in both families", () => {
    const parsed = parsePlaceholder("cidr(x/b, 4)");
    assert.deepEqual("prefixes" in parsed && parsed.prefixes, { ipv4: 4, ipv6: 4 });
  });

  for (const wrong of [
    "ipp(x/b)",
    "ip",
    "ip(b)",
    "ip(x/b/c)",
    "ip(x/b, 24)",
    "cidr(x/b, 33)",
    "cidr(x/b, 24, 129)",
    "cidr(x/b, a)",
    "cidr(x/b, 1, 2, 3)",
  ]) {
    it(`is not ${wrong}`, () => {
      assert.ok("message" in parsePlaceholder(wrong));
    });
  }

  it("may have an IPv6 length beyond 32 when that family is asked for", () => {
    assert.ok(!("message" in parsePlaceholder("cidr(x/b, 64, ipv6)")));
  });

  it("is replaced within a text, unless nothing is known of it", () => {
    const text = replacePlaceholders("a ${x} ${y}", (inside) => (inside === "x" ? "1" : undefined));
    assert.equal(text, "a 1 ${y}");
  });
});
