import assert from "node:assert/strict";
import type { SelectorRequirement } from "../../../src/model/index.ts";
import { type LabelNeed, labelNeed } from "../../../src/policy/engine/label-need.ts";

/** Requirements on one key, written `In a b` or `Exists`. */
function need(...written: readonly string[]): LabelNeed {
  return labelNeed(
    written.map((text): SelectorRequirement => {
      const [operator, ...values] = text.split(" ");
      switch (operator) {
        case "In":
        case "NotIn":
          return { key: "k", operator, values };
        case "Exists":
        case "DoesNotExist":
          return { key: "k", operator };
        default:
          return assert.fail(`no operator: ${operator}`);
      }
    }),
  );
}

describe("what requirements on one key leave open", () => {
  it("is what stands in every list of values and in no list of exceptions", () => {
    assert.deepEqual(need("In a b c", "In b c d"), { kind: "one-of", values: ["b", "c"] });
    assert.deepEqual(need("In a b c", "NotIn a", "NotIn c"), { kind: "one-of", values: ["b"] });
    assert.deepEqual(need("In a", "Exists"), { kind: "one-of", values: ["a"] });
  });

  it("is any value but some where only the label is asked for", () => {
    assert.deepEqual(need("Exists"), { kind: "any-but", except: [] });
    assert.deepEqual(need("Exists", "NotIn a b", "NotIn c"), { kind: "any-but", except: ["a", "b", "c"] });
  });

  it("is no label where values are excluded, or all of them", () => {
    assert.deepEqual(need("NotIn a"), { kind: "absent" });
    assert.deepEqual(need("DoesNotExist"), { kind: "absent" });
    assert.deepEqual(need("DoesNotExist", "NotIn a"), { kind: "absent" });
  });

  it("is nothing where requirements exclude each other", () => {
    for (const impossible of [
      need("In a", "In b"),
      need("In a", "NotIn a"),
      need("In a", "DoesNotExist"),
      need("Exists", "DoesNotExist"),
    ])
      assert.deepEqual(impossible, { kind: "impossible" });
  });
});
