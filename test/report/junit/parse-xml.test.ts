import assert from "node:assert/strict";
import { parseXml } from "./parse-xml.ts";

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';

describe("the XML reader of these tests", () => {
  it("reads elements, attributes, text and entities", () => {
    assert.deepEqual(parseXml(`${HEAD}<a x="1 &lt; 2&#10;"><b/>t &amp; u</a>\n`), {
      name: "a",
      attributes: { x: "1 < 2\n" },
      children: [{ name: "b", attributes: {}, children: [], text: "" }],
      text: "t & u",
    });
  });

  it("refuses what is not well-formed", () => {
    for (const text of [
      "<a>",
      "<a></b>",
      "<a/><a/>",
      "<a>&</a>",
      "<a x='1'/>",
      '<a x="<"/>',
      "<a>\u0001</a>",
      "x",
    ]) {
      assert.throws(() => parseXml(HEAD + text), text);
    }
  });
});
