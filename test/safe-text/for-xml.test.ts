import assert from "node:assert/strict";
import { forXml, forXmlAttribute } from "../../src/safe-text/index.ts";

describe("text in XML", () => {
  it("ends no element and no section, and begins none", () => {
    assert.equal(forXml("a<b>&]]>"), "a&lt;b&gt;&amp;]]&gt;");
    assert.equal(forXmlAttribute('"<\n\t'), "&quot;&lt;&#10;&#9;");
  });

  it("has no character that XML forbids or that a terminal obeys", () => {
    for (const safe of [forXml, forXmlAttribute])
      assert.equal(safe("a\u001b\u0000\ud800b\u009bc\u2028d\u202ee\r"), "ab\ufffdc\ufffdd\ufffde\ufffd");
  });

  it("holds no workflow command of GitHub, and is the same text for who parses it", () => {
    assert.equal(forXml("a\n  ::error::x ##[error]"), "a\n  &#58;:error::x ##&#91;error]");
    assert.equal(forXmlAttribute("##[error]"), "##&#91;error]");
  });
});
