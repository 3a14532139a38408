import assert from "node:assert/strict";
import { forMarkdown } from "../../src/safe-text/index.ts";

describe("text in Markdown", () => {
  it("begins no tag, table cell, link, emphasis or code", () => {
    assert.doesNotMatch(forMarkdown("<b>|*_`[x](y)\\~"), /[<|*_`[\]\\~]/);
  });

  it("begins no heading, list or quotation", () => {
    for (const text of ["# x", "- x", "+ x", "> x", "=="]) assert.match(forMarkdown(text), /^&#\d+;/);
  });

  it("leaves ordinary text as it is", () => {
    assert.equal(forMarkdown("x/a -> x/b:80: expected deny"), "x/a -> x/b:80: expected deny");
  });
});
