import assert from "node:assert/strict";
import { excessOf } from "../../src/yaml/excess.ts";

describe("what a text has too much of", function () {
  this.timeout(60_000);

  const texts: Readonly<Record<string, readonly [string, string]>> = {
    "items of a list": ["- a\n".repeat(700_000), "it has more than 3,000,000 words and signs of YAML"],
    documents: ["---\n".repeat(50_001), "it has more than 50,000 marks between documents"],
    aliases: [`- &a x\n${"- *a\n".repeat(10_000)}`, "it has more than 10,000 anchors and aliases"],
    anchors: ["- &a x\n".repeat(10_001), "it has more than 10,000 anchors and aliases"],
  };
  for (const [what, [text, excess]] of Object.entries(texts))
    it(`is ${what}`, () => assert.equal(excessOf(text), excess));

  it("is nothing of a large application", () => {
    const pod = "kind: Pod\nmetadata: { name: a, labels: { app: &a web, tier: *a } }\nspec: {}\n---\n";
    assert.equal(excessOf(pod.repeat(4_000)), undefined);
  });

  it("is no text that only looks like it", () => {
    const stars = `a: |\n${"  * a\n".repeat(20_000)}b: "${"*a ".repeat(20_000)}"\n# ${"&a ".repeat(20_000)}\n`;
    assert.equal(excessOf(`${stars}${"- |\n  * a\n- '&a'\n".repeat(10_001)}`), undefined);
  });
});
