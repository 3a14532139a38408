import assert from "node:assert/strict";
import { plain } from "../../../src/report/words/plain-text.ts";

describe("plain text", () => {
  it("stays on its line and cannot steer a terminal", () => {
    assert.equal(plain("a\u001b[31mb\r\n::error::c\u009bd\u202ee"), "a [31mb ::error::c d e");
  });

  it("keeps letters of every language", () => {
    assert.equal(plain("schließt → 閉じる"), "schließt → 閉じる");
  });
});
