import assert from "node:assert/strict";
import { didYouMean, suggest } from "../../src/yaml/suggest.ts";

describe("didYouMean", () => {
  it("names the nearest known word", () => {
    assert.equal(didYouMean("wbe", ["api", "web", "wide"]), 'did you mean "web"?');
    assert.equal(didYouMean("namspaces", ["name", "namespaces"]), 'did you mean "namespaces"?');
    assert.equal(didYouMean("tcp", ["UDP", "TCP"]), 'did you mean "TCP"?');
  });

  it("is silent when no word is near", () => {
    assert.equal(didYouMean("frontend", ["web", "api"]), undefined);
    assert.equal(didYouMean("z", ["x", "y"]), undefined);
  });

  it("is silent about what is too long for a word, which it does not compare", () => {
    const long = "a".repeat(1_000_000);
    assert.equal(didYouMean(long, [`${long}b`]), undefined);
  });
});

describe("suggest", () => {
  it("lists what is known when nothing is near", () => {
    assert.equal(suggest("frontend", ["web", "api"], "known"), "known: web, api");
    assert.equal(suggest("frontend", [], "known"), undefined);
  });

  it("lists no more than twenty", () => {
    const known = Array.from({ length: 60_000 }, (_, index) => `pod-${index}`);
    assert.match(suggest("frontend", known, "pods") ?? "", /^pods: pod-0, .*, pod-19 and 59980 more$/);
  });
});
