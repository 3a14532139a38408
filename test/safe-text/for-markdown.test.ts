import assert from "node:assert/strict";
import { forMarkdown } from "../../src/safe-text/index.ts";

describe("text in Markdown", () => {
  it("begins no tag, table cell, link, emphasis or code", () => {
    assert.doesNotMatch(forMarkdown("<b>|*_`[x](y)\\~"), /[<|*_`[\]\\~]/);
  });

  it("begins no heading, list or quotation", () => {
    for (const text of ["# x", "- x", "+ x", "> x", "=="]) assert.match(forMarkdown(text), /^&#\d+;/);
  });

  it("mentions nobody, refers to no issue and makes no link", () => {
    const text = forMarkdown("@everyone #1 GH-2 http://evil.example www.evil.example ::x");
    // What GitHub looks at after it has decoded entities.
    const decoded = text.replaceAll(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code)));
    assert.doesNotMatch(decoded, /@\w|#\d|GH-\d|:\/\/|www\./);
    assert.match(forMarkdown("#1"), /^&#35;&#8203;1$/);
    assert.match(forMarkdown("::error::x"), /^&#58;:error::x$/);
  });

  it("leaves ordinary text as it is", () => {
    assert.equal(forMarkdown("x/a -> x/b:80: expected deny"), "x/a -> x/b:80: expected deny");
  });
});
