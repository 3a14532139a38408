import assert from "node:assert/strict";
import { wantsColor } from "../../../src/cli/options/color.ts";

describe("colour", () => {
  it("follows the flag before everything else", () => {
    assert.equal(wantsColor(true, { env: { NO_COLOR: "1" }, isTTY: false }), true);
    assert.equal(wantsColor(false, { env: { FORCE_COLOR: "1" }, isTTY: true }), false);
  });

  it("is off with NO_COLOR unless that is empty", () => {
    assert.equal(wantsColor(undefined, { env: { NO_COLOR: "1" }, isTTY: true }), false);
    assert.equal(wantsColor(undefined, { env: { NO_COLOR: "" }, isTTY: true }), true);
  });

  it("is on with FORCE_COLOR unless that says off", () => {
    assert.equal(wantsColor(undefined, { env: { FORCE_COLOR: "1" }, isTTY: false }), true);
    for (const off of ["0", "false"])
      assert.equal(wantsColor(undefined, { env: { FORCE_COLOR: off }, isTTY: true }), false);
  });

  it("is otherwise for terminals that are not dumb, and not for pipes, in CI or not", () => {
    assert.equal(wantsColor(undefined, { env: {}, isTTY: true }), true);
    assert.equal(wantsColor(undefined, { env: { TERM: "dumb" }, isTTY: true }), false);
    assert.equal(wantsColor(undefined, { env: { CI: "true" }, isTTY: false }), false);
  });
});
