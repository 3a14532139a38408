import assert from "node:assert/strict";
import { renderRuleSet } from "../../../src/netns/rules/render.ts";
import type { Rule } from "../../../src/netns/rules/rule.ts";

const drop: Rule = { chain: "c", matches: [], verdict: { type: "drop" } };

function lines(...rules: readonly Rule[]): readonly string[] {
  const { chains } = renderRuleSet({ chains: [{ name: "c" }], rules });
  return chains[0]?.lines ?? assert.fail("the chain is lost");
}

function jump(field: "iifname" | "oifname", name: string): Rule {
  return {
    chain: "c",
    matches: [{ type: "interface", field, name }],
    verdict: { type: "jump", to: `${field}-${name}` },
  };
}

describe("rules as the text of nftables", () => {
  it("are their conditions, then a counter, the verdict and the comment", () => {
    const rule: Rule = {
      chain: "c",
      matches: [
        { type: "block", field: "saddr", family: "ip", cidr: "10.0.0.0/8", except: true },
        { type: "port", protocol: "UDP", port: 53, endPort: 54 },
      ],
      verdict: { type: "drop" },
      counter: true,
      comment: "x/p",
    };
    assert.deepEqual(lines(rule), ["ip saddr != 10.0.0.0/8 udp dport 53-54 counter drop # x/p"]);
  });

  it("keep a comment on its line, whatever is in it", () => {
    assert.deepEqual(lines({ ...drop, comment: "a\nRULES\r" }), ["drop # a RULES "]);
  });

  it("are one map where jumps by one field follow each other, each interface once", () => {
    assert.deepEqual(
      lines(jump("iifname", "a"), jump("iifname", "b"), jump("iifname", "a"), drop, jump("oifname", "a")),
      [
        'iifname vmap { "a" : jump iifname-a, "b" : jump iifname-b }',
        'iifname vmap { "a" : jump iifname-a }',
        "drop",
        'oifname vmap { "a" : jump oifname-a }',
      ],
    );
  });

  it("are rules of their own where a jump is counted or commented", () => {
    assert.deepEqual(lines({ ...jump("iifname", "a"), counter: true }), [
      'iifname "a" counter jump iifname-a',
    ]);
  });

  it("leave a chain in place that has no rule", () => {
    assert.deepEqual(lines(), []);
  });

  it("are not lost in silence where their chain is not there", () => {
    assert.throws(() => lines({ ...drop, chain: "d" }), /the chain d, which is not there/);
  });
});
