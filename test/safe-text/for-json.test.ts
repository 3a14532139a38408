import assert from "node:assert/strict";
import { forJson } from "../../src/safe-text/index.ts";

describe("JSON", () => {
  it("is the same value with nothing raw that a terminal or a CI system obeys", () => {
    const value = { "a\u009b": "\u001b[31m\u007f\u2028\u202e ##[error]x" };
    const json = forJson(JSON.stringify(value, undefined, 2));
    assert.deepEqual(JSON.parse(json), value);
    assert.doesNotMatch(json, /[^\n\u0020-\u007e]|##\[/);
  });
});
