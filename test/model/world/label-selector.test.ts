import assert from "node:assert/strict";
import { type LabelSelector, type Labels, selects } from "../../../src/model/index.ts";

const cases: readonly [title: string, selector: LabelSelector, labels: Labels, selected: boolean][] = [
  ["an empty selector selects everything", {}, { a: "1" }, true],
  ["an empty selector selects what has no labels", {}, {}, true],
  ["matchLabels selects an equal value", { matchLabels: { a: "1" } }, { a: "1", b: "2" }, true],
  ["matchLabels does not select another value", { matchLabels: { a: "1" } }, { a: "2" }, false],
  ["matchLabels does not select a missing key", { matchLabels: { a: "1" } }, {}, false],
  ["matchLabels wants every label", { matchLabels: { a: "1", b: "2" } }, { a: "1" }, false],
  ["an empty value is a value", { matchLabels: { a: "" } }, { a: "" }, true],
  ["an empty value is not a missing key", { matchLabels: { a: "" } }, {}, false],
  [
    "In selects one of its values",
    { matchExpressions: [{ key: "a", operator: "In", values: ["1", "2"] }] },
    { a: "2" },
    true,
  ],
  [
    "In does not select a missing key",
    { matchExpressions: [{ key: "a", operator: "In", values: ["1"] }] },
    {},
    false,
  ],
  [
    "NotIn selects another value",
    { matchExpressions: [{ key: "a", operator: "NotIn", values: ["1"] }] },
    { a: "2" },
    true,
  ],
  [
    "NotIn selects a missing key",
    { matchExpressions: [{ key: "a", operator: "NotIn", values: ["1"] }] },
    {},
    true,
  ],
  [
    "NotIn does not select its values",
    { matchExpressions: [{ key: "a", operator: "NotIn", values: ["1"] }] },
    { a: "1" },
    false,
  ],
  ["Exists selects any value", { matchExpressions: [{ key: "a", operator: "Exists" }] }, { a: "" }, true],
  [
    "Exists does not select a missing key",
    { matchExpressions: [{ key: "a", operator: "Exists" }] },
    { b: "" },
    false,
  ],
  [
    "DoesNotExist selects a missing key",
    { matchExpressions: [{ key: "a", operator: "DoesNotExist" }] },
    {},
    true,
  ],
  [
    "DoesNotExist does not select a present key",
    { matchExpressions: [{ key: "a", operator: "DoesNotExist" }] },
    { a: "" },
    false,
  ],
  [
    "all requirements must hold",
    { matchLabels: { a: "1" }, matchExpressions: [{ key: "b", operator: "Exists" }] },
    { a: "1" },
    false,
  ],
  [
    "an inherited property is not a label",
    { matchExpressions: [{ key: "toString", operator: "Exists" }] },
    {},
    false,
  ],
];

describe("a label selector", () => {
  for (const [title, selector, labels, selected] of cases) {
    it(title, () => assert.equal(selects(selector, labels), selected));
  }
});
