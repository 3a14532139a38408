import assert from "node:assert/strict";
import { oneLine } from "../../src/safe-text/index.ts";

describe("one line of text", () => {
  it("stays on its line and cannot steer a terminal", () => {
    assert.equal(oneLine("a\u001b[31mb\r\n::error::c\u009bd\u202ee"), "a [31mb ::error::c d e");
  });

  it("keeps letters of every language", () => {
    assert.equal(oneLine("schließt → 閉じる"), "schließt → 閉じる");
  });
});
