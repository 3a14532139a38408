import assert from "node:assert/strict";
import { escapeMarkdown } from "../../../src/report/markdown/markdown-escape.ts";

describe("text in Markdown", () => {
  it("begins no tag, table cell, link, emphasis or code", () => {
    assert.doesNotMatch(escapeMarkdown("<b>|*_`[x](y)\\~"), /[<|*_`[\]\\~]/);
  });

  it("begins no heading, list or quotation", () => {
    for (const text of ["# x", "- x", "+ x", "> x", "=="]) assert.match(escapeMarkdown(text), /^&#\d+;/);
  });

  it("leaves ordinary text as it is", () => {
    assert.equal(escapeMarkdown("x/a -> x/b:80: expected deny"), "x/a -> x/b:80: expected deny");
  });
});
