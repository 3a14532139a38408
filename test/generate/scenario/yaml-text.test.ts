import assert from "node:assert/strict";
import fc from "fast-check";
import { parse } from "yaml";
import { flowText, scalarText } from "../../../src/generate/scenario/yaml-text.ts";

describe("a value as a line of YAML", () => {
  it("has quotes only where somebody might take a text for something else", () => {
    const value = { labels: { app: "web", v: "1.10", on: "yes" }, ports: [80, "53/UDP", "80->http"] };
    assert.equal(
      flowText(value),
      '{ labels: { app: web, v: "1.10", "on": "yes" }, ports: [80, 53/UDP, 80->http] }',
    );
    for (const text of [
      "00000",
      "0120",
      "1_000",
      "123e4",
      "e1",
      "E0",
      "0x1f",
      "2020-01-01",
      "",
      "null",
      "a: b",
      "#a",
    ])
      assert.equal(scalarText(text), JSON.stringify(text));
  });

  it("leaves out what is undefined, and shows nothing that moves a cursor or turns text around", () => {
    assert.equal(flowText({ a: undefined }), "{}");
    assert.equal(scalarText("a\u001b[2J\u202eb\u0085"), '"a\\u001b[2J\\u202eb\\u0085"');
  });

  it("is read back as it was, by YAML 1.1 as well as by YAML 1.2", () => {
    const text = fc.oneof(
      fc.string(),
      fc.string({ unit: "grapheme" }),
      fc.constantFrom("y", "0o7", "1:30", "~"),
    );
    const value = fc.dictionary(text, fc.oneof(text, fc.integer(), fc.array(text), fc.boolean()));
    fc.assert(
      fc.property(value, (written) => {
        for (const version of ["1.1", "1.2"] as const)
          assert.deepEqual({ ...parse(flowText(written), { version }) }, { ...written });
      }),
    );
  });
});
