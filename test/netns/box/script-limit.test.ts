import assert from "node:assert/strict";
import { firstCommand, scriptLimitMs } from "../../../src/netns/box/script-limit.ts";

describe("the time that a script has", () => {
  it("grows with the script", () => {
    assert.equal(scriptLimitMs("true"), 31_000);
    assert.equal(scriptLimitMs("x".repeat(300_000)), 90_000);
  });
});

describe("the first command of a script", () => {
  it("is its first line that is not empty, shortened", () => {
    assert.equal(firstCommand("\n\nip link\nip route"), "ip link");
    assert.equal(firstCommand("y".repeat(100)), `${"y".repeat(79)}…`);
  });
});
