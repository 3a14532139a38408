import assert from "node:assert/strict";
import {
  forJson,
  forMarkdown,
  forTerminal,
  forXml,
  forXmlAttribute,
  oneLine,
} from "../../src/safe-text/index.ts";
import { readXml } from "../report/junit/read-xml.ts";
import { assertHarmless, assertHarmlessMarkdown, HOSTILE } from "./hostile-strings.ts";

describe("hostile text", () => {
  for (const [name, text] of Object.entries(HOSTILE)) {
    it(`is harmless on a terminal: ${name}`, () => {
      assertHarmless(forTerminal(text, { colors: false, live: false }), name);
      const line = oneLine(text);
      assert.doesNotMatch(line, /\n/);
      assertHarmless(forTerminal(line, { colors: false, live: false }), name);
    });

    it(`leaves colours of ours and nothing else: ${name}`, () => {
      const shown = forTerminal(text, { colors: true, live: true });
      assertHarmless(shown.replaceAll(/\u001b\[[\d;]*m|\r\u001b\[2K/g, ""), name);
    });

    it(`is but text in Markdown: ${name}`, () => assertHarmlessMarkdown(forMarkdown(text), name));

    it(`is but text in XML: ${name}`, () => {
      const source = `<t a="${forXmlAttribute(text)}">${forXml(text)}</t>`;
      assertHarmless(source, name);
      const { children, attributes, text: read } = readXml(source);
      assert.deepEqual(children, []);
      assert.deepEqual(Object.keys(attributes), ["a"]);
      assert.equal(read, attributes.a);
      assert.equal(read?.includes("]]>"), text.includes("]]>"));
    });

    it(`is the same text in JSON: ${name}`, () => {
      const json = forJson(JSON.stringify({ [text]: text }));
      assertHarmless(json, name);
      assert.deepEqual(Object.entries(JSON.parse(json)), [[text, text]]);
    });
  }
});
